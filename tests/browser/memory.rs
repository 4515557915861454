//! Benchmarks: how much memory the page and its workers take, once an article of 1,500 words was read, and after many.

use serde_json::{Value, json};
use thirtyfour::prelude::*;

use crate::common::sample::long_article;
use crate::driver::Browser;
use crate::page::Page;
use crate::session::{Place, run};

/// The linear memory of the program in a realm in bytes, which never shrinks: what it is now it was at its peak. Asked
/// again, the glue answers with the instance that runs.
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
    let [_, workers @ ..] = &*linear_memories(page).await? else { panic!("the page has a program") };
    assert!(!workers.is_empty(), "there is a worker");
    workers.iter().for_each(|bytes| println!("a worker {when}: {:.1} MB of memory", bytes / 1e6));
    Ok(())
}

#[test]
#[ignore = "a benchmark: ./dev bench"]
fn memory_of_many_articles() {
    run("memory_of_many_articles", Browser::Chromium, Place::Server, measure_many);
}

/// Fifty articles in turn may take a fifth more than five.
async fn measure_many(page: Page) -> WebDriverResult<()> {
    let mut after_five = 0.0;
    for nth in 1..=50 {
        page.paste_article(&another(nth)).await?;
        if nth == 5 {
            after_five = all_memory(&page, "after five articles").await?;
        }
    }
    let after_fifty = all_memory(&page, "after fifty").await?;
    assert!(after_fifty <= 1.2 * after_five, "{after_fifty} is more than a fifth above {after_five} MB");
    Ok(())
}

/// An article of 700 words like no other: its paragraphs in another order, and with another number in each.
fn another(nth: usize) -> String {
    let article = long_article(700)
        .replace(" minutes", &format!("{nth} minutes"))
        .replace(" people", &format!(" of {nth} people"));
    let mut paragraphs: Vec<&str> = article.trim().split("\n\n").collect();
    let middle = nth % paragraphs.len();
    paragraphs.rotate_left(middle);
    format!("Report {nth} from the capital\n\n{}\n", paragraphs.join("\n\n"))
}

/// Megabytes that the programs and the scripts of the page and its workers take, and prints them.
async fn all_memory(page: &Page, when: &str) -> WebDriverResult<f64> {
    page.devtools("HeapProfiler.collectGarbage", json!({})).await?;
    let scripts =
        page.devtools("Runtime.getHeapUsage", json!({})).await?["usedSize"].as_f64().expect("a size") / 1e6;
    let programs: Vec<f64> = linear_memories(page).await?.iter().map(|bytes| bytes / 1e6).collect();
    let all = scripts + programs.iter().sum::<f64>();
    println!(
        "{when}: {all:.1} MB: the page's scripts and nodes {scripts:.1}, its program and the workers' {programs:.1?}"
    );
    Ok(all)
}

/// The linear memories of the page's program and of each worker's, in bytes.
async fn linear_memories(page: &Page) -> WebDriverResult<Vec<f64>> {
    let bidi = page.driver.bidi().await?;
    let realms = bidi.send_raw("script.getRealms", json!({})).await?;
    let realms = realms["realms"].as_array().cloned().unwrap_or_default();
    let of = |kind: &'static str| {
        realms.iter().filter(move |realm| realm["type"] == kind && realm["sandbox"].is_null())
    };
    let mut memories = Vec::new();
    for realm in of("window").chain(of("dedicated-worker")) {
        let target: &Value = &realm["realm"];
        let evaluate = json!({"expression": LINEAR, "target": {"realm": target}, "awaitPromise": true});
        let found = bidi.send_raw("script.evaluate", evaluate).await?;
        memories.push(found["result"]["value"].as_f64().unwrap_or_else(|| panic!("no memory in {found}")));
    }
    Ok(memories)
}
