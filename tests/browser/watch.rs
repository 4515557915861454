//! What a page logs and what it asks for, as the browser itself tells.

use std::sync::{Arc, Mutex, MutexGuard};
use std::time::Duration;

use futures_util::StreamExt;
use serde_json::Value;
use thirtyfour::prelude::*;

use crate::site::Site;

/// Collects from the moment it is started to the end of the session.
#[derive(Clone)]
pub struct Watch {
    seen: Arc<Mutex<Seen>>,
    site: Option<Arc<Site>>,
}

#[derive(Default)]
struct Seen {
    loaded: bool,
    /// How much was asked of the site by then.
    served: usize,
    faults: Vec<String>,
    /// Files of the page that may be asked for at any time.
    lent: Vec<&'static str>,
    /// What may stand in a fault that is none.
    forgiven: Option<String>,
    /// Where the test itself went.
    visited: Vec<String>,
    /// Addresses asked for, and whether the page's own files were in by then.
    requests: Vec<(String, bool)>,
}

/// Tells of what the policy stops, which not every browser logs.
const TELL_VIOLATIONS: &str = "() => addEventListener('securitypolicyviolation', (event) =>
    console.error('content security policy:', event.violatedDirective, event.blockedURI, event.sourceFile))";

impl Watch {
    /// Starts watching all pages of `driver`, and the site that serves them.
    pub async fn start(driver: &WebDriver, site: Option<Arc<Site>>) -> WebDriverResult<Watch> {
        let watch = Watch { seen: Arc::default(), site };
        let bidi = driver.bidi().await?;
        bidi.script().add_preload_script(TELL_VIOLATIONS).await?;
        bidi.session()
            .subscribe_many(["log.entryAdded", "network.beforeRequestSent"].map(String::from))
            .await?;
        let mut events = bidi.subscribe_raw();
        let seen = watch.clone();
        tokio::spawn(async move {
            while let Some(event) = events.next().await {
                seen.note(&event.method, &event.params);
            }
        });
        Ok(watch)
    }

    fn seen(&self) -> MutexGuard<'_, Seen> {
        self.seen.lock().expect("the record is whole")
    }

    fn asked_of_site(&self) -> Vec<String> {
        self.site.as_ref().map(|site| site.requests()).unwrap_or_default()
    }

    fn note(&self, method: &str, params: &Value) {
        let mut seen = self.seen();
        let text = |value: &Value| value.as_str().unwrap_or_default().to_string();
        if method == "network.beforeRequestSent" {
            let loaded = seen.loaded;
            seen.requests.push((text(&params["request"]["url"]), loaded));
        } else if params["level"] == "error" || params["level"] == "warn" {
            seen.faults.push(format!("{}: {}", text(&params["level"]), text(&params["text"])));
        }
    }

    /// From here on the page may ask for its files.
    pub fn loading(&self) {
        self.seen().loaded = false;
    }

    /// From here on it may ask for nothing.
    pub fn loaded(&self) {
        let served = self.asked_of_site().len();
        let mut seen = self.seen();
        seen.loaded = true;
        seen.served = served;
    }

    /// Waits until nothing has been asked for during half a second.
    pub async fn quiet(&self) {
        let count = || self.seen().requests.len();
        let mut before = usize::MAX;
        while before != count() {
            before = count();
            tokio::time::sleep(Duration::from_millis(500)).await;
        }
    }

    /// Errors and warnings so far.
    pub fn faults(&self) -> Vec<String> {
        self.seen().faults.clone()
    }

    /// Errors and warnings with these words are meant to be: the browser tells of what the test does.
    pub fn forgive(&self, words: &str) {
        self.seen().forgiven = Some(words.to_string());
    }

    /// Whether `fault` is meant to be.
    pub fn is_forgiven(&self, fault: &str) -> bool {
        self.seen().forgiven.as_ref().is_some_and(|words| fault.contains(words))
    }

    /// From now on the page may ask for what opens documents.
    pub fn lend_documents(&self) {
        self.seen().lent = vec!["documents.js", "documents_bg.wasm"];
    }

    /// The test itself goes to `address`.
    pub fn visit(&self, address: &str) {
        self.seen().visited.push(address.to_string());
    }

    /// The site that serves the page.
    pub fn site(&self) -> &Site {
        self.site.as_deref().expect("the page is served")
    }

    /// Requests that break the promise that nothing is sent: to elsewhere than `origin`, or after loading.
    /// `timed` are those that the page's own performance entries tell.
    pub fn broken_promises(&self, origin: &str, timed: &[String]) -> Vec<String> {
        let inner =
            |address: &str| ["blob:", "data:", "about:"].iter().any(|scheme| address.starts_with(scheme));
        let elsewhere = |address: &str| {
            !inner(address) && address != origin && !address.starts_with(&format!("{origin}/"))
        };
        let seen = self.seen();
        let mut broken: Vec<String> = timed.iter().filter(|address| elsewhere(address)).cloned().collect();
        let is_lent = |path: &str| seen.lent.contains(&path.trim_start_matches('/'));
        for (address, late) in seen.requests.iter().filter(|(address, _)| !seen.visited.contains(address)) {
            let is_lent = address.strip_prefix(origin).is_some_and(is_lent);
            if elsewhere(address) || (*late && !inner(address) && !is_lent) {
                broken.push(format!("{address} (asked for{})", if *late { " late" } else { "" }));
            }
        }
        let late = self.asked_of_site().into_iter().skip(seen.served).filter(|path| !is_lent(path));
        broken.extend(late.map(|path| format!("{path} (served late)")));
        broken
    }
}
