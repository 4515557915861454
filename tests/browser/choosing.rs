//! Choosing: all panels show the same choice, which can be seen and taken back.

use thirtyfour::prelude::*;

use crate::common::sample::{ARTICLE, long_article};
use crate::page::Page;

pub async fn one_choice_is_heeded_by_all_panels(page: Page) -> WebDriverResult<()> {
    page.paste_article(ARTICLE).await?;
    let counts = "['events', 'quotes', 'timeline', 'network', 'places'].map((list) =>
        Number(document.querySelector(`#${list} .count`).textContent))";
    let all = page.value(counts).await?;
    let choose = "[...document.querySelectorAll('#actors .choose')].find((actor) =>
        actor.ariaLabel.endsWith('Hassan Farah'))";
    page.value(&format!("{choose}.click()")).await?;
    page.until("it is chosen", "document.querySelector('.chip')?.textContent.includes('Hassan Farah')")
        .await?;
    page.whole_lists().await?;
    let chosen = page.value(counts).await?;
    for (nth, list) in ["events", "quotes", "timeline", "network", "places"].iter().enumerate() {
        assert!(chosen[nth].as_u64() < all[nth].as_u64(), "{list}: {chosen} of {all}");
    }
    // The list of events says the same, and takes it back.
    let filter = "document.querySelector('#events .by-actor')";
    assert_eq!(page.value(&format!("{filter}.value")).await?, "Hassan Farah");
    assert_eq!(page.value(&format!("{choose}.getAttribute('aria-pressed')")).await?, "true");
    page.value(&format!(
        "{filter}.value = '', {filter}.dispatchEvent(new Event('change', {{bubbles: true}}))"
    ))
    .await?;
    page.until("nothing is chosen", "!document.querySelector('#filter').checkVisibility()").await?;
    assert_eq!(page.value(counts).await?, all);
    assert_eq!(page.value(&format!("{choose}.getAttribute('aria-pressed')")).await?, "false");
    // A chip takes back what it says, and another text all of it.
    page.press("#search-quotes", "enemies").await?;
    page.value(&format!("{choose}.click()")).await?;
    page.until("there are two chips", "document.querySelectorAll('.chip').length === 2").await?;
    page.click(".chip").await?;
    page.until("there is one chip", "document.querySelectorAll('.chip').length === 1").await?;
    page.paste_article(&long_article(200)).await?;
    assert_eq!(page.value("document.querySelectorAll('.chip').length").await?, 0);
    assert_eq!(page.value("document.querySelector('#search-quotes').value").await?, "");
    Ok(())
}
