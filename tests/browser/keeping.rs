//! Keeping: one record a text, of which all tabs know, whichever version wrote it; the shelf, and the file of all.

use serde_json::{Value, json};
use thirtyfour::prelude::*;

use crate::common::sample::{ARTICLE, DENIAL};
use crate::driver::Browser;
use crate::page::Page;

/// The number of things that the first of what is `kept` says are dismissed.
fn dismissed(kept: &[Value]) -> usize {
    let decisions = kept.first().and_then(|kept| kept["record"]["decisions"].as_array());
    decisions.into_iter().flatten().filter(|decision| decision["stands"] == true).count()
}

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
    page.until_kept("it is kept", |kept| kept.len() == 1).await?;
    let one = page.driver.window().await?;
    let other = page.driver.new_tab().await?;
    page.driver.switch_to_window(other.clone()).await?;
    page.open().await?;
    page.read_after(0).await?;
    page.click("#events li[data-id] button.dismiss").await?;
    page.until_kept("it is kept", |kept| dismissed(kept) == 1).await?;
    page.driver.switch_to_window(one.clone()).await?;
    until_dismissed(&page, 1).await?;
    page.click("#quotes li[data-id] button.dismiss").await?;
    page.until_kept("both are kept", |kept| dismissed(kept) == 2).await?;
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
    assert_eq!(page.kept().await?.len(), 1);
    // Deleting is for both, and neither brings it back.
    page.delete_what_is_kept().await?;
    page.driver.switch_to_window(other).await?;
    page.until("it is told", "!document.querySelector('#keep').checked").await?;
    assert!(page.article().await?.contains("supplies again"), "the text stays");
    page.click("#events li[data-id] button.dismiss").await?;
    until_dismissed(&page, 3).await?;
    page.value("dispatchEvent(new Event('pagehide'))").await?;
    assert!(page.kept().await?.is_empty());
    assert_eq!(page.value("localStorage.length").await?, 0);
    page.driver.close_window().await?;
    page.driver.switch_to_window(one).await
}

pub async fn what_earlier_versions_kept_is_taken_over(page: Page) -> WebDriverResult<()> {
    page.paste_article(&ARTICLE.replace("Published on 7 March 2024\n", "")).await?;
    let events = page.painted("event").await?.len();
    page.click("#keep").await?;
    page.click("#events li[data-id] button.dismiss").await?;
    page.until_kept("it is kept", |kept| dismissed(kept) == 1).await?;
    let kept = page.kept().await?.remove(0);
    let record = &kept["record"];
    page.delete_what_is_kept().await?;
    // As the first version wrote it.
    let decisions = record["decisions"].as_array().expect("decisions");
    let corrections: Vec<&Value> = decisions.iter().map(|decision| &decision["correction"]).collect();
    let first = json!({"text": record["text"], "published": "2024-03-07", "corrections": corrections});
    page.leave("dateline", &first).await?;
    page.open().await?;
    page.read_after(0).await?;
    assert_eq!(page.painted("event").await?.len(), events - 1);
    assert_eq!(page.value("document.querySelector('#published').value").await?, "2024-03-07");
    assert_eq!(page.value("document.querySelector('#keep').checked").await?, true);
    page.until("it is put with the rest", "localStorage.getItem('dateline') === null").await?;
    page.delete_what_is_kept().await?;
    // As the version before wrote it, one record a text, with something that nobody knows.
    let mut earlier = record.clone();
    earlier["decisions"]
        .as_array_mut()
        .expect("decisions")
        .push(json!({"correction": {"unheard": "of"}, "stands": true, "at": 1}));
    page.leave(&format!("dateline:{}", record["id"].as_str().expect("an id")), &earlier).await?;
    page.open().await?;
    page.read_after(0).await?;
    assert_eq!(page.painted("event").await?.len(), events - 1);
    page.until_kept("it is put with the rest", |kept| kept.len() == 1).await?;
    // As another version may keep it, with a reading of its own.
    let mut other = kept.clone();
    other["read"]["reading"] = json!({"schema": "dateline/0", "events": "none"});
    page.put(&other).await?;
    page.open().await?;
    page.read_after(0).await?;
    assert_eq!(page.painted("event").await?.len(), events - 1);
    Ok(())
}

pub async fn a_page_that_is_closed_at_once_loses_nothing(page: Page) -> WebDriverResult<()> {
    page.paste_article(ARTICLE).await?;
    page.click("#keep").await?;
    page.until_kept("it is kept", |kept| kept.len() == 1).await?;
    page.type_after("medical supplies", " again").await?;
    page.open().await?;
    page.read_after(0).await?;
    assert!(page.article().await?.contains("supplies again"));
    page.until_kept("it is kept", |kept| kept[0]["record"]["text"].to_string().contains("supplies again"))
        .await?;
    page.until(
        "nothing is left behind",
        "Object.keys(localStorage).every((key) => !key.startsWith('dateline:'))",
    )
    .await
}

pub async fn the_shelf_finds_and_gives_back(page: Page) -> WebDriverResult<()> {
    page.paste_article(ARTICLE).await?;
    page.click("#keep").await?;
    page.until_kept("it is kept", |kept| kept.len() == 1).await?;
    // Who has said yes once need not say it again.
    page.paste_article(DENIAL).await?;
    page.until_kept("the other is kept, too", |kept| kept.len() == 2).await?;
    page.click("#open-shelf").await?;
    let listed = |count: usize| format!("document.querySelectorAll('#shelf li').length === {count}");
    page.until("both are listed", &listed(2)).await?;
    page.fill("#search-shelf", "hollis").await?;
    page.until("one has the name", &listed(1)).await?;
    page.fill("#search-shelf", "mandera").await?;
    page.until(
        "the other has the place",
        "document.querySelector('#shelf li .around')?.textContent.includes('Mandera')",
    )
    .await?;
    page.click("#shelf li .rename").await?;
    page.fill("#shelf input.name", "The border").await?;
    page.until("it is renamed", "document.querySelector('#shelf li b')?.textContent === 'The border'")
        .await?;
    page.click("#shelf li .delete").await?;
    page.until_kept("it is deleted", |kept| kept.len() == 1).await?;
    page.click("#undo-delete").await?;
    page.until_kept("it is back", |kept| kept.len() == 2).await?;
    page.until("it has its name", "document.querySelector('#shelf li b')?.textContent === 'The border'")
        .await?;
    let backup = page.download("#backup").await?;
    page.click("#close-shelf").await?;
    page.delete_what_is_kept().await?;
    page.click("#open-shelf").await?;
    page.until("nothing is listed", &listed(0)).await?;
    let file = page.downloads.join("all.json");
    std::fs::write(&file, &backup).expect("the backup can be written");
    let input = page.driver.find(By::Css("#restore")).await?;
    input.send_keys(file.to_string_lossy().as_ref()).await?;
    page.until_kept("both are back", |kept| kept.len() == 2).await?;
    page.fill("#search-shelf", "").await?;
    page.until("both are listed", &listed(2)).await?;
    page.fill("#search-shelf", "border post").await?;
    page.until("one is listed", &listed(1)).await?;
    let before = page.readings().await?;
    page.click("#shelf li .open").await?;
    page.read_after(before).await?;
    assert!(page.article().await?.contains("Mandera"));
    assert!(page.painted("place").await?.contains(&"Mandera".to_string()));
    let before = page.readings().await?;
    page.click("#bring-back").await?;
    page.read_after(before).await?;
    assert!(page.article().await?.contains("Tarsa"));
    Ok(())
}

pub async fn what_was_put_right_is_there_when_it_is_opened_again(page: Page) -> WebDriverResult<()> {
    page.paste_article(ARTICLE).await?;
    page.click("#keep").await?;
    let speaker = "[...document.querySelectorAll('#quotes > ol > li')]
        .find((card) => card.textContent.includes('We will not reopen'))?.querySelector('.speaker').textContent";
    page.value("[...document.querySelectorAll('#quotes > ol > li')].find((card) => card.textContent.includes('We will not reopen')).querySelector('.edit').click()").await?;
    page.choose("speaker", "Hassan Farah").await?;
    page.until("the speaker is another", &format!("{speaker} === 'Hassan Farah'")).await?;
    page.click("#close-editor").await?;
    page.click("#events > ol > li .edit").await?;
    page.until("the fields are open", "document.activeElement.id === 'editor-title'").await?;
    page.choose("recipients", "United Nations").await?;
    let told = "document.querySelector('#events > ol > li').textContent.includes('United Nations')";
    page.until("the recipient is there", told).await?;
    page.until_kept("both are kept", |kept| dismissed(kept) == 2).await?;
    page.open().await?;
    page.read_after(0).await?;
    page.until("the speaker is still another", &format!("{speaker} === 'Hassan Farah'")).await?;
    page.until("the recipient is still there", told).await?;
    assert_eq!(page.reading().await?["corrections"].as_array().map(Vec::len), Some(2));
    Ok(())
}

pub async fn where_nothing_can_be_kept_it_is_said_and_all_works(page: Page) -> WebDriverResult<()> {
    page.paste_article(ARTICLE).await?;
    let room = |bytes: u32| json!({"origin": page.address.trim_end_matches('/'), "quotaSize": bytes});
    page.devtools("Storage.overrideQuotaForOrigin", room(1)).await?;
    page.click("#keep").await?;
    page.until("it is said", "document.querySelector('#status').textContent.includes('no room')").await?;
    page.click("#events li[data-id] button.dismiss").await?;
    until_dismissed(&page, 1).await?;
    let before = page.readings().await?;
    page.type_after("medical supplies", " again").await?;
    page.read_after(before).await?;
    until_dismissed(&page, 1).await?;
    assert!(page.kept().await?.is_empty());
    Ok(())
}

pub async fn a_browser_that_has_blocked_storage_reads_all_the_same(page: Page) -> WebDriverResult<()> {
    page.paste_article(ARTICLE).await?;
    page.click("#keep").await?;
    page.until("it is said", "document.querySelector('#status').textContent.includes('storage is blocked')")
        .await?;
    page.click("#events li[data-id] button.dismiss").await?;
    until_dismissed(&page, 1).await?;
    page.click("#open-shelf").await?;
    assert!(page.texts("#shelf li").await?.is_empty());
    page.click("#close-shelf").await
}

/// The page says how it is, and it is so: Chromium has one storage for all files, Firefox one for each.
pub async fn files_share_what_is_kept_as_the_page_says(page: Page) -> WebDriverResult<()> {
    page.paste_article(ARTICLE).await?;
    page.click("#keep").await?;
    page.until_kept("it is kept", |kept| kept.len() == 1).await?;
    page.click("#open-shelf").await?;
    let said = page.texts("#shelf .hint").await?.concat();
    assert!(said.contains("opened from disk") && said.contains("Firefox keeps it for this file"), "{said}");
    page.click("#close-shelf").await?;
    let other = page.downloads.join("other.html");
    std::fs::write(&other, "<!doctype html><title>Another page</title>").expect("written");
    let address = format!("file://{}", other.display());
    page.watch.visit(&address);
    let here = page.driver.window().await?;
    let tab = page.driver.new_tab().await?;
    page.driver.switch_to_window(tab).await?;
    page.driver.goto(&address).await?;
    let shared = page.kept().await?.len();
    page.driver.close_window().await?;
    page.driver.switch_to_window(here).await?;
    assert_eq!(shared, usize::from(page.browser == Browser::Chromium));
    Ok(())
}
