//! Browsers under WebDriver: each session has a driver process and a profile of its own.

use std::fs;
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicU16, Ordering};
use std::time::Duration;

use serde_json::json;
use thirtyfour::common::capabilities::firefox::FirefoxPreferences;
use thirtyfour::prelude::*;
use thirtyfour::{BrowserCapabilitiesHelper, Capabilities, CapabilitiesHelper, ChromiumLikeCapabilities};

/// The browsers that the page is tested in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Browser {
    /// Chromium, headless.
    Chromium,
    /// Firefox, headless.
    Firefox,
    /// GTK's MiniBrowser, Safari's kin, on a virtual display.
    WebKit,
}

/// A running driver with all the processes that it starts; they end with it, and what they wrote goes.
pub struct DriverProcess {
    driver: Child,
    /// Where the browser has its profile.
    scratch: PathBuf,
}

impl Drop for DriverProcess {
    fn drop(&mut self) {
        // The whole group: a browser outlives a driver that is killed alone.
        let group = format!("-{}", self.driver.id());
        let _ = Command::new("kill").args(["-TERM", "--", &group]).stderr(Stdio::null()).status();
        let _ = self.driver.wait();
        let _ = fs::remove_dir_all(&self.scratch);
    }
}

/// Whose browser it is.
#[derive(Clone, Copy, Debug, Default)]
pub struct Person {
    /// Whether they prefer dark pages.
    pub dark: bool,
    /// Whether they let no page keep anything.
    pub blocks_storage: bool,
}

/// A fresh browser; files that it downloads go to `downloads`.
///
/// # Errors
/// Where the driver or the browser does not start.
pub async fn start(
    browser: Browser,
    downloads: &Path,
    person: Person,
) -> WebDriverResult<(DriverProcess, WebDriver)> {
    let port = free_port();
    let process = spawn(browser, port);
    let capabilities = match browser {
        Browser::Chromium => chromium(downloads, person)?,
        Browser::Firefox => firefox(downloads, person)?,
        Browser::WebKit => webkit(),
    };
    for _ in 0..100 {
        if TcpStream::connect(("127.0.0.1", port)).is_ok() {
            break;
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    let driver = WebDriver::new(&format!("http://127.0.0.1:{port}"), capabilities).await?;
    Ok((process, driver))
}

/// A port that nobody else in this process gets, below those that Linux hands out by itself (32768 and up): one of
/// those can be taken by another browser's connection before the driver comes to listen on it.
fn free_port() -> u16 {
    static GIVEN: AtomicU16 = AtomicU16::new(0);
    let first = 10_000 + (std::process::id() % 1_000) as u16 * 20;
    loop {
        let port = first + GIVEN.fetch_add(1, Ordering::Relaxed);
        if TcpListener::bind(("127.0.0.1", port)).is_ok() {
            return port;
        }
    }
}

fn spawn(browser: Browser, port: u16) -> DriverProcess {
    use std::os::unix::process::CommandExt;
    let mut command = match browser {
        Browser::Chromium => Command::new("chromedriver"),
        Browser::Firefox => Command::new("geckodriver"),
        Browser::WebKit => {
            let mut command = Command::new("xvfb-run");
            command.args(["--auto-servernum", "WebKitWebDriver"]);
            command.envs([("WEBKIT_DISABLE_COMPOSITING_MODE", "1"), ("WEBKIT_DISABLE_DMABUF_RENDERER", "1")]);
            command
        }
    };
    command.arg(format!("--port={port}"));
    if browser == Browser::Firefox {
        command.arg(format!("--websocket-port={}", free_port()));
    }
    // A short path: a socket stands in it.
    let scratch = std::env::temp_dir().join(format!("dateline-{port}"));
    fs::create_dir_all(&scratch).expect("a folder for temporary files can be made");
    command.env("TMPDIR", &scratch);
    command.process_group(0).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    let driver = command.spawn();
    let driver = driver.unwrap_or_else(|error| panic!("no driver for {browser:?} ({error}): see ./dev test"));
    DriverProcess { driver, scratch }
}

fn chromium(downloads: &Path, person: Person) -> WebDriverResult<Capabilities> {
    let mut capabilities = DesiredCapabilities::chrome();
    for argument in [
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-dev-shm-usage",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--window-size=1280,900",
    ] {
        capabilities.add_arg(argument)?;
    }
    // Blink's numbers: 0 is dark, 1 is light.
    capabilities.add_arg(&format!("--blink-settings=preferredColorScheme={}", u8::from(!person.dark)))?;
    let mut preferences =
        json!({"download.default_directory": downloads, "download.prompt_for_download": false});
    if person.blocks_storage {
        preferences["profile.default_content_setting_values.cookies"] = json!(2);
    }
    capabilities.set_browser_option("prefs", preferences)?;
    capabilities.set("goog:loggingPrefs", json!({"browser": "ALL"}))?;
    capabilities.enable_bidi()?;
    Ok(capabilities.into())
}

fn firefox(downloads: &Path, person: Person) -> WebDriverResult<Capabilities> {
    let mut capabilities = DesiredCapabilities::firefox();
    for argument in ["-headless", "-width", "1280", "-height", "900"] {
        capabilities.add_arg(argument)?;
    }
    let mut preferences = FirefoxPreferences::new();
    preferences.set("browser.download.folderList", 2)?;
    preferences.set("browser.download.dir", downloads)?;
    preferences.set("browser.download.useDownloadDir", true)?;
    preferences.set("browser.download.always_ask_before_handling_new_types", false)?;
    let kinds =
        "application/json,text/csv,application/geo+json,application/ld+json,application/x-tar,text/html";
    preferences.set("browser.helperApps.neverAsk.saveToDisk", kinds)?;
    preferences.set("ui.systemUsesDarkTheme", u8::from(person.dark))?;
    if person.blocks_storage {
        preferences.set("network.cookie.cookieBehavior", 2)?;
    }
    // As people have it: the driver alone lets files into each other's storage.
    preferences.set("security.fileuri.strict_origin_policy", true)?;
    capabilities.set_preferences(preferences)?;
    capabilities.enable_bidi()?;
    Ok(capabilities.into())
}

fn webkit() -> Capabilities {
    let mut capabilities = Capabilities::new();
    let binary = "/usr/lib/x86_64-linux-gnu/webkit2gtk-4.1/MiniBrowser";
    let options = json!({"binary": binary, "args": ["--automation"]});
    capabilities.set("browserName", "MiniBrowser").expect("a name is JSON");
    capabilities.set("webkitgtk:browserOptions", options).expect("the options are JSON");
    capabilities
}
