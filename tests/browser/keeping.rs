//! Keeping: one record a text, of which all tabs know, whichever version wrote it.

use serde_json::Value;
use thirtyfour::prelude::*;

use crate::common::sample::ARTICLE;
use crate::page::Page;

/// The records that are kept.
const RECORDS: &str = "Object.keys(localStorage).filter((key) => key.startsWith('dateline:'))";

/// The number of things that the kept record says are dismissed.
const DISMISSED: &str = "JSON.parse(localStorage.getItem(Object.keys(localStorage)
    .find((key) => key.startsWith('dateline:')))).decisions.filter((decision) => decision.stands).length";

async fn until_dismissed(page: &Page, count: usize) -> WebDriverResult<()> {
    page.until(
        "so many are dismissed",
        &format!("document.querySelectorAll('#changes li').length === {count}"),
    )
    .await
}

pub async fn two_tabs_share_one_record(page: Page) -> WebDriverResult<()> {
    page.paste_article(ARTICLE).await?;
    assert_eq!(page.value("document.querySelector('#forget').disabled").await?, true, "nothing is kept");
    page.click("#keep").await?;
    page.until("it is kept", &format!("{RECORDS}.length === 1")).await?;
    let one = page.driver.window().await?;
    let other = page.driver.new_tab().await?;
    page.driver.switch_to_window(other.clone()).await?;
    page.open().await?;
    page.read_after(0).await?;
    page.click("#events li[data-id] button.dismiss").await?;
    page.until("it is kept", &format!("{DISMISSED} === 1")).await?;
    page.driver.switch_to_window(one.clone()).await?;
    until_dismissed(&page, 1).await?;
    page.click("#quotes li[data-id] button.dismiss").await?;
    page.until("both are kept", &format!("{DISMISSED} === 2")).await?;
    page.driver.switch_to_window(other.clone()).await?;
    until_dismissed(&page, 2).await?;
    let before = page.readings().await?;
    page.type_after("medical supplies", " again").await?;
    page.read_after(before).await?;
    page.driver.switch_to_window(one.clone()).await?;
    page.until(
        "the text is told",
        "document.querySelector('#article').textContent.includes('supplies again')",
    )
    .await?;
    page.until("it is read", "document.body.dataset.state === 'read'").await?;
    assert_eq!(page.value(&format!("{RECORDS}.length")).await?, 1);
    // Forgetting is for both, and neither brings it back.
    page.click("#forget").await?;
    page.until("it is forgotten", &format!("{RECORDS}.length === 0")).await?;
    page.driver.switch_to_window(other).await?;
    page.until("it is told", "!document.querySelector('#keep').checked").await?;
    assert!(page.article().await?.contains("supplies again"), "the text stays");
    page.click("#events li[data-id] button.dismiss").await?;
    until_dismissed(&page, 3).await?;
    page.value("dispatchEvent(new Event('pagehide'))").await?;
    assert_eq!(page.value(&format!("{RECORDS}.length")).await?, 0);
    page.driver.close_window().await?;
    page.driver.switch_to_window(one).await
}

pub async fn what_earlier_versions_kept_is_taken_over(page: Page) -> WebDriverResult<()> {
    page.paste_article(&ARTICLE.replace("Published on 7 March 2024\n", "")).await?;
    let events = page.painted("event").await?.len();
    page.click("#keep").await?;
    page.click("#events li[data-id] button.dismiss").await?;
    page.until("it is kept", &format!("{RECORDS}.length === 1 && {DISMISSED} === 1")).await?;
    // As the first version wrote it.
    let script = "const key = Object.keys(localStorage).find((key) => key.startsWith('dateline:'));
        const {text, decisions} = JSON.parse(localStorage.getItem(key));
        const corrections = [...decisions.map((decision) => decision.correction), {unheard: 'of'}];
        localStorage.clear();
        localStorage.setItem('dateline', JSON.stringify({text, published: '2024-03-07', corrections}));";
    page.driver.execute(script, vec![]).await?;
    page.open().await?;
    page.read_after(0).await?;
    assert_eq!(page.painted("event").await?.len(), events - 1);
    assert_eq!(page.value("document.querySelector('#published').value").await?, "2024-03-07");
    assert_eq!(page.value("document.querySelector('#keep').checked").await?, true);
    assert_eq!(page.value("localStorage.getItem('dateline')").await?, Value::Null);
    // As another version may write it, with a reading of its own.
    let script = "const key = Object.keys(localStorage).find((key) => key.startsWith('dateline:'));
        const record = JSON.parse(localStorage.getItem(key));
        record.reading = {schema: 'dateline/0', weights: '00ff', events: 'none'};
        record.decisions.push({correction: {unheard: 'of'}, stands: true, at: 1});
        localStorage.setItem(key, JSON.stringify(record));";
    page.driver.execute(script, vec![]).await?;
    page.open().await?;
    page.read_after(0).await?;
    assert_eq!(page.painted("event").await?.len(), events - 1);
    assert_eq!(page.value("document.querySelector('#published').value").await?, "2024-03-07");
    Ok(())
}
