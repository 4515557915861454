//! A benchmark: the encoder against onnxruntime-web, in one worker by turns.

use std::path::Path;
use std::time::Duration;

use thirtyfour::prelude::*;

use crate::driver::{self, Browser, Person};
use crate::site::Site;

#[test]
#[ignore = "a benchmark: ./dev bench-encoder"]
fn encoder_in_chromium() {
    run(Browser::Chromium);
}

#[test]
#[ignore = "a benchmark: ./dev bench-encoder"]
fn encoder_in_firefox() {
    run(Browser::Firefox);
}

/// Opens the benchmark that `./dev bench-encoder` has put together, and prints its report.
fn run(browser: Browser) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("target/bench/encoder");
    assert!(
        folder.join("weights").exists(),
        "{} is not there: ./dev bench-encoder makes it",
        folder.display()
    );
    let downloads = crate::common::empty_folder(&format!("browser/{browser:?}-encoder"));
    let site = Site::of(folder);
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build();
    let report = runtime.expect("threads can be started").block_on(async {
        let (_process, driver) =
            driver::start(browser, &downloads, Person::default()).await.expect("the browser starts");
        let report = report(&driver, &format!("{}/", site.origin())).await;
        driver.quit().await.expect("the session ends");
        report.expect("the browser does as it is told")
    });
    println!("{browser:?}\n{report}");
    assert!(!report.starts_with("failed"), "the benchmark fails");
}

async fn report(driver: &WebDriver, address: &str) -> WebDriverResult<String> {
    driver.goto(address).await?;
    for _ in 0..300 {
        tokio::time::sleep(Duration::from_secs(1)).await;
        let result = driver.execute("return window.result ?? null", vec![]).await?;
        if let Some(report) = result.json().as_str() {
            return Ok(report.to_string());
        }
    }
    Ok("failed: no end after five minutes".to_string())
}
