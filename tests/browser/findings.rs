//! What the page says of its own work: what it left unread, who denies what, who tells it where, and what it is made of.

use thirtyfour::prelude::*;

use crate::accessibility::axe_finds_nothing;
use crate::common::sample::{ARTICLE, DENIAL};
use crate::page::Page;

pub async fn what_is_not_read_is_grey_and_can_be_read(page: Page) -> WebDriverResult<()> {
    page.paste_article(ARTICLE).await?;
    let grey = page.painted("furniture").await?;
    assert_eq!(grey, ["Read more", "Subscribe to our newsletter", "Ten recipes for a rainy week"]);
    let told = page.texts("#unread").await?;
    assert!(told[0].contains("% of the text was read; the rest is taken for page furniture."), "{told:?}");
    assert!(page.status().await?.contains("% of the text was read"), "{}", page.status().await?);
    let before = page.readings().await?;
    page.click("#read-all").await?;
    page.read_after(before).await?;
    page.until("nothing is grey", "!(CSS.highlights.get('furniture')?.size > 0)").await?;
    assert!(page.texts("#unread").await?[0].contains("All of the text is read"));
    assert_eq!(page.reading().await?["share_read"], 1.0);
    // It is undone as any other thing.
    let before = page.readings().await?;
    page.press_control("z").await?;
    page.read_after(before).await?;
    assert_eq!(page.painted("furniture").await?, grey);
    Ok(())
}

pub async fn a_denial_is_told_as_one_and_each_passage_with_its_source(page: Page) -> WebDriverResult<()> {
    page.paste_article(DENIAL).await?;
    let denied =
        "[...document.querySelectorAll('#quotes li[data-id]')].find((card) => card.querySelector('.denied'))";
    let shown = page.value(&format!("{denied}.textContent")).await?;
    assert!(
        shown.as_str().is_some_and(|card| card.contains("denied: it had fired at the crossing")),
        "{shown}"
    );
    page.value(&format!("{denied}.querySelector('.cite').click()")).await?;
    page.until("it is cited", "document.querySelector('#status').textContent.includes('crossing [')").await?;
    let cited = page.status().await?;
    assert!(
        cited.contains("it had fired at the crossing [reported speech: “denied”] — denied by "),
        "{cited}"
    );
    let mixed = page.texts("#quotes li[data-form='mixed'] .content").await?;
    assert!(mixed.iter().any(|content| content.ends_with("“unsafe for any convoy”")), "{mixed:?}");
    let events = page.texts("#events li[data-status='denied'] .claim").await?;
    assert!(events.iter().any(|claim| claim.starts_with("denied by ")), "{events:?}");
    // What tells of the shelling and what denies it stand beside each other, each with its source.
    let sources = page.texts("#events .dispute .source").await?;
    assert!(sources.iter().any(|source| source == "according to Lena Hollis"), "{sources:?}");
    assert!(sources.iter().any(|source| source.starts_with("denied by ")), "{sources:?}");
    axe_finds_nothing(&page, "with a dispute").await?;
    // All passages, where there are more.
    let often = "[...document.querySelectorAll('#events details')].find((told) => /told \\d+ times/.test(told.textContent))";
    page.value(&format!("{often}.querySelector('summary').click()")).await?;
    page.until("it is open", &format!("{often}.querySelectorAll('li').length > 3")).await?;
    axe_finds_nothing(&page, "with passages open").await?;
    page.value(&format!("[...{often}.querySelectorAll('.show')].at(-1).click()")).await?;
    page.value(&format!("[...{often}.querySelectorAll('.show')].at(-1).focus()")).await?;
    page.until("its words are lit", "CSS.highlights.get('focus-mention')?.size === 1").await?;
    assert_eq!(page.painted("focus-mention").await?, ["attack"]);
    Ok(())
}

pub async fn the_page_says_what_it_is_made_of(page: Page) -> WebDriverResult<()> {
    page.click("#open-about").await?;
    page.until("it is open", "document.querySelector('#about[open] .credits')").await?;
    let said = page.texts("#about").await?;
    for part in [
        "GeoNames, CC BY 4.0",
        "Natural Earth, public domain",
        "PLOVER, Open Event Data Alliance, CC BY-SA 4.0",
        "MIT or Apache-2.0",
    ] {
        assert!(said[0].contains(part), "{part} is not in {said:?}");
    }
    page.click("#model-card summary").await?;
    page.until("the model card is there", "document.querySelector('#model-card[open] table')").await?;
    assert!(page.texts("#model-card").await?[0].contains("PolNeAR"));
    axe_finds_nothing(&page, "with what the page says of itself").await?;
    page.click("#close-about").await?;
    page.until("it is closed", "!document.querySelector('#about[open]')").await
}
