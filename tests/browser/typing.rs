//! Benchmarks: how long typing in a 1,500-word article keeps the page from answering, turning from tab to tab and correcting in one
//! of 5,000 words, and what each stage of reading takes.

use std::time::Duration;

use thirtyfour::Key;
use thirtyfour::prelude::*;

use crate::common::sample::long_article;
use crate::driver::Browser;
use crate::page::Page;
use crate::session::{Place, run};

/// What is typed, a key at a time, about as fast as people do.
const TYPED: &str = " The mayor of Marseille told reporters on Sunday that two boats had arrived with supplies. \
    “We need more,” she said.";

/// Notes how long each task takes that keeps the page from answering.
const OBSERVE: &str = "window.longTasks = [];
    new PerformanceObserver((list) => longTasks.push(...list.getEntries().map((task) => task.duration)))
        .observe({type: 'longtask', buffered: false});";

#[test]
#[ignore = "a benchmark: ./dev bench"]
fn long_tasks() {
    run("long_tasks", Browser::Chromium, Place::Server, measure);
}

async fn measure(page: Page) -> WebDriverResult<()> {
    let article = long_article(1_500);
    page.driver.execute(OBSERVE, vec![]).await?;
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

#[test]
#[ignore = "a benchmark: ./dev bench"]
fn long_tasks_of_corrections() {
    run("long_tasks_of_corrections", Browser::Chromium, Place::Server, measure_corrections);
}

/// Each kind of correction in a long article that is kept.
async fn measure_corrections(page: Page) -> WebDriverResult<()> {
    // Its lists are too long to be shown whole.
    page.copy_elsewhere(&long_article(5_000)).await?;
    page.press("#article", Key::Control + "v").await?;
    page.until("it has read", "document.body.dataset.state === 'read'").await?;
    page.click("#keep").await?;
    page.until_kept("it is kept", |kept| kept.len() == 1).await?;
    page.driver.execute(OBSERVE, vec![]).await?;
    let changed = async |what: &str, count: usize| {
        page.until(what, &format!("document.querySelectorAll('#changes li').length === {count}")).await?;
        report(&page, what).await
    };
    for panel in ["quotes", "actors", "places", "network", "timeline", "events"] {
        page.value(&format!("document.querySelector('#tab-{panel}').click()")).await?;
        let is_open = format!("!document.querySelector('#{panel}').hidden");
        page.until("the panel is open", &is_open).await?;
        report(&page, &format!("turning to the {panel}")).await?;
    }
    page.value("document.querySelector('#events li[data-id] button.dismiss').click()").await?;
    changed("dismissing an event", 1).await?;
    page.value("document.querySelector('#quotes > ol > li .edit').click()").await?;
    page.choose("form", "mixed").await?;
    changed("the form of a quote", 2).await?;
    page.choose("speaker", "Elena Popova").await?;
    changed("the speaker of a quote", 3).await?;
    page.value("document.querySelector('#actors > ol > li .edit').click()").await?;
    page.fill("#editor input[name=name]", "Somebody Else").await?;
    changed("renaming an actor", 4).await?;
    page.select("minutes").await?;
    page.click("#selected .actor").await?;
    changed("adding a mention", 5).await
}

#[test]
#[ignore = "a benchmark: ./dev bench"]
fn stages_in_the_page() {
    run("stages_in_the_page", Browser::Chromium, Place::Server, |page| async move {
        for words in [1_000, 1_500] {
            // Anew, since the worker remembers the windows of what it has read.
            page.open().await?;
            stages_of(&page, &long_article(words)).await?;
        }
        Ok(())
    });
}

/// Prints what the stages take of `article`, when it is read whole and after edits in one paragraph.
async fn stages_of(page: &Page, article: &str) -> WebDriverResult<()> {
    const EDITS: usize = 15;
    page.paste_article(article).await?;
    let whole = stage_times(page).await?;
    let mut edited = Vec::new();
    for edit in 0..EDITS {
        let before = page.readings().await?;
        page.type_after("minutes", format!(" {edit}")).await?;
        page.read_after(before).await?;
        edited.push(stage_times(page).await?);
    }
    println!("an article of {} words, in milliseconds:", article.split_whitespace().count());
    println!("  stage: whole, median of {EDITS} edits");
    for (at, (stage, time)) in whole.iter().enumerate() {
        println!("  {stage}: {time:.1}, {:.1}", median(edited.iter().map(|times| times[at].1)));
    }
    let sum = |times: &Vec<(String, f64)>| times.iter().map(|(_, time)| time).sum::<f64>();
    let (whole, edit) = (sum(&whole), median(edited.iter().map(sum)));
    println!("  all: {whole:.1}, {edit:.1}; an edit takes {:.0}% of the whole", 100.0 * edit / whole);
    Ok(())
}

/// What the stages of the last reading took, in milliseconds.
async fn stage_times(page: &Page) -> WebDriverResult<Vec<(String, f64)>> {
    let times = page.value("JSON.parse(document.body.dataset.times)").await?;
    Ok(serde_json::from_value(times).expect("stages and their times"))
}

fn median(times: impl Iterator<Item = f64>) -> f64 {
    let mut times: Vec<f64> = times.collect();
    times.sort_unstable_by(f64::total_cmp);
    times[times.len() / 2]
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
