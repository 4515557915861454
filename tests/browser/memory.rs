//! A benchmark: how much memory each worker has taken once an article of 1,500 words was read.

use serde_json::{Value, json};
use thirtyfour::prelude::*;

use crate::common::sample::long_article;
use crate::driver::Browser;
use crate::page::Page;
use crate::session::{Place, run};

/// A worker's linear memory in bytes, which never shrinks: what it is now it was at its peak. Asked again, the glue
/// answers with the instance that runs.
const LINEAR: &str = "wasm_bindgen().then((instance) => instance.memory.buffer.byteLength)";

#[test]
#[ignore = "a benchmark: ./dev bench"]
fn memory_of_workers() {
    run("memory_of_workers", Browser::Chromium, Place::Server, measure);
}

async fn measure(page: Page) -> WebDriverResult<()> {
    report(&page, "once the encoder is there").await?;
    let article = long_article(1_500);
    page.paste_article(&article).await?;
    report(&page, &format!("after {} words", article.split_whitespace().count())).await
}

async fn report(page: &Page, when: &str) -> WebDriverResult<()> {
    let bidi = page.driver.bidi().await?;
    let realms = bidi.send_raw("script.getRealms", json!({})).await?;
    let realms = realms["realms"].as_array().cloned().unwrap_or_default();
    let workers: Vec<&Value> = realms.iter().filter(|realm| realm["type"] == "dedicated-worker").collect();
    assert!(!workers.is_empty(), "no worker among {realms:?}");
    for worker in workers {
        let evaluate =
            json!({"expression": LINEAR, "target": {"realm": worker["realm"]}, "awaitPromise": true});
        let found = bidi.send_raw("script.evaluate", evaluate).await?;
        let bytes = found["result"]["value"].as_f64().unwrap_or_else(|| panic!("no memory in {found}"));
        println!("a worker {when}: {:.1} MB of memory", bytes / 1e6);
    }
    Ok(())
}
