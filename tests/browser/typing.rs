//! A benchmark: how long typing in a 1,500-word article keeps the page from answering.

use std::time::Duration;

use thirtyfour::prelude::*;

use crate::common::sample::long_article;
use crate::driver::Browser;
use crate::page::Page;
use crate::session::{Place, run};

/// What is typed, a key at a time, about as fast as people do.
const TYPED: &str = " The mayor of Marseille told reporters on Sunday that two boats had arrived with supplies. \
    “We need more,” she said.";

#[test]
#[ignore = "a benchmark: ./dev bench"]
fn long_tasks() {
    run("long_tasks", Browser::Chromium, Place::Server, measure);
}

async fn measure(page: Page) -> WebDriverResult<()> {
    let article = long_article(1_500);
    let observe = "window.longTasks = [];
        new PerformanceObserver((list) => longTasks.push(...list.getEntries().map((task) => task.duration)))
            .observe({type: 'longtask', buffered: false});";
    page.driver.execute(observe, vec![]).await?;
    page.paste_article(&article).await?;
    report(&page, &format!("pasting {} words", article.split_whitespace().count())).await?;
    let first = page.readings().await?;
    page.type_after("minutes.", " ").await?;
    for key in TYPED.chars() {
        page.driver.action_chain().send_keys(key.to_string()).perform().await?;
        // A rest after each word, long enough for a reading to be shown between two keys.
        let rest = if key == ' ' { 600 } else { 80 };
        tokio::time::sleep(Duration::from_millis(rest)).await;
    }
    tokio::time::sleep(Duration::from_secs(2)).await;
    let readings = page.readings().await? - first;
    assert!(readings > 0, "nothing was read while typing");
    report(&page, &format!("typing {} keys, {readings} readings", TYPED.chars().count())).await
}

/// Prints the long tasks so far, and forgets them.
async fn report(page: &Page, what: &str) -> WebDriverResult<()> {
    tokio::time::sleep(Duration::from_millis(500)).await;
    let tasks = page.value("longTasks.splice(0)").await?;
    let tasks: Vec<f64> = tasks.as_array().into_iter().flatten().filter_map(|task| task.as_f64()).collect();
    let longest = tasks.iter().copied().fold(0.0, f64::max);
    println!("{what}: {} tasks over 50 ms, the longest {longest:.0} ms: {tasks:.0?}", tasks.len());
    Ok(())
}
