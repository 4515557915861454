//! A web server of the built page, which remembers what was asked of it.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

use tiny_http::{Header, Request, Response, Server};

/// The served page. It stops with the last of its owners.
pub struct Site {
    server: Arc<Server>,
    requests: Arc<Mutex<Vec<String>>>,
    /// What is wrong with a file at the moment.
    trouble: Arc<Mutex<Option<(String, Trouble)>>>,
}

/// What can be wrong with a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trouble {
    /// It cannot be had.
    Missing,
    /// Its second half is not there.
    Cut,
    /// It does not come until nothing is wrong with it any more.
    Late,
}

impl Site {
    /// Serves `folder` on a free port of this machine.
    pub fn of(folder: PathBuf) -> Site {
        let server = Arc::new(Server::http("127.0.0.1:0").expect("a port is free"));
        let requests = Arc::new(Mutex::new(Vec::new()));
        let trouble: Arc<Mutex<Option<(String, Trouble)>>> = Arc::default();
        let (listening, record, wrong) = (Arc::clone(&server), Arc::clone(&requests), Arc::clone(&trouble));
        thread::spawn(move || {
            for request in listening.incoming_requests() {
                record.lock().expect("the record is whole").push(request.url().to_string());
                let (folder, wrong) = (folder.clone(), Arc::clone(&wrong));
                // On a thread of its own, since it may have to wait.
                thread::spawn(move || answer(request, &folder, &wrong));
            }
        });
        Site { server, requests, trouble }
    }

    /// From now on something is wrong with `file`.
    pub fn spoil(&self, file: &str, trouble: Trouble) {
        *self.trouble.lock().expect("the name is whole") = Some((file.to_string(), trouble));
    }

    /// From now on nothing is wrong.
    pub fn mend(&self) {
        *self.trouble.lock().expect("the name is whole") = None;
    }

    /// Its address, without a slash at the end.
    pub fn origin(&self) -> String {
        let address = self.server.server_addr().to_ip().expect("it listens on an address");
        format!("http://localhost:{}", address.port())
    }

    /// The paths that were asked for so far.
    pub fn requests(&self) -> Vec<String> {
        self.requests.lock().expect("the record is whole").clone()
    }
}

impl Drop for Site {
    fn drop(&mut self) {
        self.server.unblock();
    }
}

fn answer(request: Request, folder: &Path, trouble: &Mutex<Option<(String, Trouble)>>) {
    let path = request.url().split(['?', '#']).next().unwrap_or_default().trim_start_matches('/').to_string();
    let path = if path.is_empty() { "index.html".to_string() } else { path };
    let trouble_now = || {
        let trouble = trouble.lock().expect("the name is whole");
        trouble.as_ref().filter(|(file, _)| *file == path).map(|(_, trouble)| *trouble)
    };
    while trouble_now() == Some(Trouble::Late) {
        thread::sleep(Duration::from_millis(20));
    }
    let trouble = trouble_now();
    // A browser that goes away before it has its answer is no fault of the page.
    let _ = match std::fs::read(folder.join(&path)) {
        Ok(mut bytes) if !path.contains("..") && trouble != Some(Trouble::Missing) => {
            if trouble == Some(Trouble::Cut) {
                bytes.truncate(bytes.len() / 2);
            }
            let kind = Header::from_bytes("Content-Type", mime(&path)).expect("a type is a header");
            request.respond(Response::from_data(bytes).with_header(kind))
        }
        _ => request.respond(Response::empty(404)),
    };
}

fn mime(path: &str) -> &'static str {
    match path.rsplit('.').next().unwrap_or_default() {
        "html" => "text/html; charset=utf-8",
        "js" | "mjs" => "text/javascript",
        "css" => "text/css",
        "wasm" => "application/wasm",
        "svg" => "image/svg+xml",
        _ => "application/octet-stream",
    }
}
