//! A web server of the built page, which remembers what was asked of it.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};
use std::thread;

use tiny_http::{Header, Request, Response, Server};

/// The served page. It stops with the last of its owners.
pub struct Site {
    server: Arc<Server>,
    requests: Arc<Mutex<Vec<String>>>,
    /// A file that cannot be had at the moment.
    missing: Arc<Mutex<Option<String>>>,
}

impl Site {
    /// Serves `folder` on a free port of this machine.
    pub fn of(folder: PathBuf) -> Site {
        let server = Arc::new(Server::http("127.0.0.1:0").expect("a port is free"));
        let requests = Arc::new(Mutex::new(Vec::new()));
        let missing: Arc<Mutex<Option<String>>> = Arc::default();
        let (listening, record, gone) = (Arc::clone(&server), Arc::clone(&requests), Arc::clone(&missing));
        thread::spawn(move || {
            for request in listening.incoming_requests() {
                record.lock().expect("the record is whole").push(request.url().to_string());
                let gone = gone.lock().expect("the name is whole").clone();
                answer(request, &folder, gone.as_deref());
            }
        });
        Site { server, requests, missing }
    }

    /// From now on `file` cannot be had, or with none all can.
    pub fn lose(&self, file: Option<&str>) {
        *self.missing.lock().expect("the name is whole") = file.map(str::to_string);
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

fn answer(request: Request, folder: &Path, missing: Option<&str>) {
    let path = request.url().split(['?', '#']).next().unwrap_or_default().trim_start_matches('/').to_string();
    let path = if path.is_empty() { "index.html".to_string() } else { path };
    // A browser that goes away before it has its answer is no fault of the page.
    let _ = match std::fs::read(folder.join(&path)) {
        Ok(bytes) if !path.contains("..") && missing != Some(&path) => {
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
