//! The panels as tabs: by the pointer, by keys, by the address, and from the words in the text.

use thirtyfour::Key;
use thirtyfour::prelude::*;

use crate::common::sample::{ARTICLE, long_article};
use crate::page::Page;

/// Whether `panel` is the one that is open, and nothing else.
fn is_open(panel: &str) -> String {
    format!(
        "[...document.querySelectorAll('[role=tabpanel]')].every((found) => found.hidden === (found.id !== '{panel}'))
            && document.querySelector('[role=tab][aria-selected=true]').id === 'tab-{panel}'"
    )
}

pub async fn one_panel_is_open_and_the_address_says_which(page: Page) -> WebDriverResult<()> {
    page.paste_article(ARTICLE).await?;
    page.until("the events are open first", &is_open("events")).await?;
    let count = page.value("Number(document.querySelector('#tab-quotes span').textContent)").await?;
    page.click("#tab-quotes").await?;
    page.until("the quotes are open", &is_open("quotes")).await?;
    assert_eq!(page.texts("#quotes > ol > li").await?.len() as u64, count.as_u64().expect("a count"));
    page.press("#tab-quotes", Key::Right).await?;
    page.until("the next one is", &is_open("actors")).await?;
    page.press("#tab-actors", Key::End).await?;
    page.until("the last one is", &is_open("timeline")).await?;
    assert_eq!(page.value("location.hash").await?, "#/timeline");
    page.driver.back().await?;
    page.until("Back goes back", &is_open("actors")).await?;
    assert_eq!(page.value("document.body.dataset.state").await?, "read", "the text is still there");
    // An address leads to its panel.
    page.driver.execute("location.hash = '#/network'", vec![]).await?;
    page.until("the address leads there", &is_open("network")).await
}

pub async fn words_in_the_text_open_their_card(page: Page) -> WebDriverResult<()> {
    page.paste_article(ARTICLE).await?;
    page.click_words("Al-Shabaab").await?;
    page.until(
        "the actor's card is held",
        "document.querySelector('#actors li.lit')?.textContent.includes('Shabaab')",
    )
    .await?;
    page.until("its panel is open", &is_open("actors")).await?;
    let hash = page.value("location.hash").await?;
    let hash = hash.as_str().expect("a fragment");
    assert!(hash.starts_with("#/actors/") && hash[9..].bytes().all(|digit| digit.is_ascii_digit()), "{hash}");
    // A quote that an event and an actor stand in: all of them are offered.
    page.click_words("officers").await?;
    let choices = page.texts(".choice").await?;
    assert!(choices.len() > 1 && choices.iter().any(|choice| choice.starts_with("quote by ")), "{choices:?}");
    page.value("[...document.querySelectorAll('.choice')].find((choice) => choice.textContent.startsWith('quote')).click()").await?;
    page.until("the quote's panel is open", &is_open("quotes")).await?;
    page.until(
        "its card is held",
        "document.querySelector('#quotes li.lit')?.textContent.includes('officers')",
    )
    .await?;
    assert!(page.texts(".choice").await?.is_empty(), "the choice is made");
    page.driver.back().await?;
    page.until("Back goes to the card before", &is_open("actors")).await?;
    page.until("which is held", "document.querySelector('#actors li.lit')").await
}

pub async fn keys_walk_the_cards_and_dismiss_one(page: Page) -> WebDriverResult<()> {
    page.paste_article(ARTICLE).await?;
    page.turn_to("#events").await?;
    page.driver.find(By::Css("#tab-events")).await?.focus().await?;
    let at = |nth: &str| {
        format!(
            "[...document.querySelectorAll('#events > ol > li')].at({nth}).contains(document.activeElement)"
        )
    };
    for (key, nth) in [("j", "0"), ("j", "1"), ("j", "2"), ("k", "1")] {
        page.driver.action_chain().send_keys(key).perform().await?;
        page.until(&format!("{key} leads to {nth}"), &at(nth)).await?;
    }
    let words = "document.activeElement.closest('li').querySelector('.show').textContent";
    let (before, events) = (page.value(words).await?, page.painted("event").await?.len());
    page.driver.action_chain().send_keys("x").perform().await?;
    page.until("it is dismissed", &format!("CSS.highlights.get('event').size === {}", events - 1)).await?;
    page.until("the next has the focus", &format!("{words} !== {before}")).await?;
    // In a field they are letters.
    page.press("#search", "xj").await?;
    page.until("they are searched", "document.querySelector('#search').value === 'xj'").await?;
    assert_eq!(page.painted("event").await?.len(), events - 1);
    Ok(())
}

pub async fn a_linked_card_is_held_once_its_reading_is_back(page: Page) -> WebDriverResult<()> {
    page.paste_article(&long_article(1_000)).await?;
    page.click("#keep").await?;
    page.until_kept("it is kept", |kept| kept.len() == 1).await?;
    // The last, which the list comes to late.
    let last = "document.querySelector('#quotes > ol > li:last-child')";
    let id = page.value(&format!("{last}.dataset.id")).await?;
    page.driver
        .execute(format!("location.hash = '#/quotes/{}'", id.as_str().expect("an id")), vec![])
        .await?;
    page.until("it is held", &format!("{last}.classList.contains('lit')")).await?;
    page.watch.loading();
    page.driver.refresh().await?;
    page.read_after(0).await?;
    page.until("it is held again", &format!("{last}?.classList.contains('lit')")).await?;
    assert_eq!(page.value(&format!("{last}.dataset.id")).await?, id);
    page.until(
        "it is in sight",
        &format!("{last}.querySelector('.card').getBoundingClientRect().top < innerHeight - 20"),
    )
    .await?;
    assert!(!page.lit().await?.is_empty(), "its words are lit up");
    page.all_in().await
}
