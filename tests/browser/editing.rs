//! Editing: the reading follows the text, and leaves the person's hands alone.

use thirtyfour::Key;
use thirtyfour::prelude::*;

use crate::common::sample::ARTICLE;
use crate::page::Page;

pub async fn the_reading_follows_the_text(page: Page) -> WebDriverResult<()> {
    page.paste_article(ARTICLE).await?;
    let quotes = page.painted("quote").await?;
    let before = page.readings().await?;
    page.type_after("reporters in Mogadishu", " and later in Par").await?;
    page.read_after(before).await?;
    // The caret has to be where it was.
    let before = page.readings().await?;
    page.driver.action_chain().send_keys("is").perform().await?;
    page.read_after(before).await?;
    let article = page.article().await?;
    assert!(article.contains("reporters in Mogadishu and later in Paris."), "{article}");
    assert!(page.painted("place").await?.contains(&"Paris".to_string()));
    // What stands behind the words typed has moved with them.
    assert_eq!(page.painted("quote").await?, quotes);
    Ok(())
}

pub async fn undo_brings_the_text_back(page: Page) -> WebDriverResult<()> {
    page.paste_article(ARTICLE).await?;
    let (article, places) = (page.article().await?, page.painted("place").await?);
    let before = page.readings().await?;
    page.type_after("medical supplies to", " Paris and").await?;
    page.read_after(before).await?;
    assert_ne!(page.article().await?, article);
    let (before, mut tries) = (page.readings().await?, 0);
    while page.article().await? != article && tries < 30 {
        page.driver
            .action_chain()
            .key_down(Key::Control)
            .send_keys("z")
            .key_up(Key::Control)
            .perform()
            .await?;
        tries += 1;
    }
    assert_eq!(page.article().await?, article);
    page.read_after(before).await?;
    assert_eq!(page.painted("place").await?, places);
    Ok(())
}

pub async fn the_published_date_can_be_set(page: Page) -> WebDriverResult<()> {
    let undated = ARTICLE.replace("Published on 7 March 2024\n", "");
    page.paste_article(&undated).await?;
    assert_eq!(page.value("document.querySelector('#published').value").await?, "");
    let before = page.readings().await?;
    // A date field takes keys in the order of the person's language; its value is the same everywhere.
    let script = "const field = document.querySelector('#published');
        field.value = '2024-03-07';
        field.dispatchEvent(new Event('input', {bubbles: true}));
        field.dispatchEvent(new Event('change', {bubbles: true}));";
    page.driver.execute(script, vec![]).await?;
    page.read_after(before).await?;
    assert_eq!(page.reading().await?["published"], "2024-03-07");
    // Tuesday before Thursday, 7 March.
    let whens = page.texts("#events li[data-id] .when").await?;
    assert!(whens.iter().any(|when| when.contains("2024-03-05") || when.contains("5 Mar")), "{whens:?}");
    page.open().await?;
    page.paste_article(
        "Port closed after oil spill\n\nPublished 04/03/2024\n\nThe port of Velm was shut after a ship lost oil, the port \
         authority said. Divers searched the hull for a leak, and fishermen pulled in their nets.\n",
    )
    .await?;
    let before = page.readings().await?;
    page.until("the other day is offered", "!document.querySelector('#other-date').hidden").await?;
    let reading = page.reading().await?;
    let other = reading["published_or"].as_str().expect("another day").to_string();
    assert_ne!(reading["published"], other.as_str());
    page.click("#other-date").await?;
    page.read_after(before).await?;
    assert_eq!(page.reading().await?["published"], other.as_str());
    Ok(())
}
