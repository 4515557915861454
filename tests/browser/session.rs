//! Running one case: a fresh browser, the case, and what every case must keep.

use std::panic::resume_unwind;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use thirtyfour::prelude::*;

use crate::driver::{self, Browser, DriverProcess, Person};
use crate::page::{Page, strings};
use crate::site::Site;
use crate::watch::Watch;

/// Where the page comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// A web server.
    Server,
    /// The single file on disk.
    File,
}

/// A built file.
pub fn built(name: &str) -> PathBuf {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("dist").join(name);
    assert!(path.exists(), "{} is not built: ./dev test builds it", path.display());
    path
}

/// The address of the single file.
pub fn single_file() -> String {
    format!("file://{}", built("dateline.html").display())
}

/// An empty folder for one case.
pub fn folder(browser: Browser, place: Place, name: &str) -> PathBuf {
    crate::common::empty_folder(&format!("browser/{browser:?}-{place:?}/{name}"))
}

/// Runs `case` in a fresh browser.
pub fn run<F, C>(name: &str, browser: Browser, place: Place, case: C)
where
    C: FnOnce(Page) -> F + Send + 'static,
    F: Future<Output = WebDriverResult<()>> + Send + 'static,
{
    let folder = folder(browser, place, name);
    let site = (place == Place::Server).then(|| Arc::new(Site::of(built("index.html").with_file_name(""))));
    let address = site.as_ref().map_or_else(single_file, |site| format!("{}/", site.origin()));
    let person = Person { dark: name.contains("dark"), blocks_storage: name.contains("blocked_storage") };
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build();
    runtime.expect("threads can be started").block_on(async {
        let (_process, driver, watch) = start(browser, &folder, person, site).await;
        let page = Page { driver: driver.clone(), browser, address, watch, downloads: folder.clone() };
        let opened = page.clone();
        let case = async move {
            opened.open().await?;
            case(opened).await
        };
        // On a task of its own, so that a failed assertion still leaves a picture and no browser behind.
        let outcome = tokio::spawn(tokio::time::timeout(Duration::from_secs(300), case)).await;
        let _ = driver.screenshot(&folder.join("last.png")).await;
        let seen = what_it_did(&page).await;
        driver.quit().await.expect("the session ends");
        match outcome {
            Err(panic) => resume_unwind(panic.into_panic()),
            Ok(Err(_)) => panic!("no end after five minutes"),
            Ok(Ok(result)) => result.expect("the browser does as it is told"),
        }
        let [logged, asked] = seen.expect("the browser tells what it has seen");
        assert_eq!(logged, Vec::<String>::new(), "the page logs no error and no warning");
        assert_eq!(asked, Vec::<String>::new(), "it asks for its own files alone");
    });
}

/// A fresh browser that is watched. Starting one is not what is tested: what fails is tried again.
async fn start(
    browser: Browser,
    folder: &Path,
    person: Person,
    site: Option<Arc<Site>>,
) -> (DriverProcess, WebDriver, Watch) {
    let once = async || {
        let (process, driver) = driver::start(browser, folder, person).await?;
        let watch = Watch::start(&driver, site.clone()).await?;
        WebDriverResult::Ok((process, driver, watch))
    };
    for _ in 0..2 {
        match once().await {
            Ok(started) => return started,
            Err(error) => eprintln!("{browser:?} does not start: {error}"),
        }
    }
    once().await.unwrap_or_else(|error| panic!("{browser:?} does not start: {error}"))
}

/// What the page logged, and what it asked for beside its own files.
async fn what_it_did(page: &Page) -> WebDriverResult<[Vec<String>; 2]> {
    let mut logged = page.watch.faults();
    if page.browser == Browser::Chromium {
        let entries = page.driver.browser_log().await?;
        let grave = entries.into_iter().filter(|entry| entry.level == "SEVERE" || entry.level == "WARNING");
        logged.extend(grave.map(|entry| entry.message));
    }
    logged.retain(|fault| !page.watch.is_forgiven(fault));
    let origin = page.address.trim_end_matches('/');
    let timed = page.value("performance.getEntriesByType('resource').map((entry) => entry.name)").await?;
    Ok([logged, page.watch.broken_promises(origin, &strings(&timed))])
}
