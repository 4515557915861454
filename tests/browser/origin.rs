//! Where an article comes from: what the person says of it counts, and the text's own word comes back.

use thirtyfour::prelude::*;

use crate::common::sample::ARTICLE;
use crate::page::Page;

pub async fn the_date_and_the_headline_are_the_persons_word(page: Page) -> WebDriverResult<()> {
    page.paste_article(ARTICLE).await?;
    let value = async |css: &str| page.value(&format!("document.querySelector('{css}').value")).await;
    assert_eq!(value("#published").await?, "2024-03-07");
    let before = page.readings().await?;
    page.fill("#published", "2024-05-09").await?;
    page.read_after(before).await?;
    assert_eq!(page.reading().await?["published"], "2024-05-09");
    // Tuesday before Thursday, 9 May.
    let whens = page.texts("#events li[data-id] .when").await?;
    assert!(whens.iter().any(|when| when == "7 May 2024"), "{whens:?}");
    page.fill("#title", "Border shut after attack").await?;
    page.click("#quotes li[data-id] button.cite").await?;
    page.until("it is cited", "document.querySelector('#status').textContent.includes('Copied')").await?;
    let cited = page.status().await?;
    for part in ["“Border shut after attack”", "[no outlet given]", "9 May 2024", "[no URL given]"] {
        assert!(cited.contains(part), "{part} is not in {cited}");
    }
    page.fill("#outlet", "The Lamu Herald").await?;
    page.fill("#url", "https://lamu.example/border").await?;
    page.click("#own-title").await?;
    assert_eq!(value("#title").await?, "Kenya closes border post after ambush");
    page.fill("#title", " ").await?;
    assert_eq!(value("#title").await?, "Kenya closes border post after ambush");
    let before = page.readings().await?;
    page.click("#own-date").await?;
    page.read_after(before).await?;
    assert_eq!(value("#published").await?, "2024-03-07");
    page.click("#quotes li[data-id] button.cite").await?;
    page.until("it is cited", "document.querySelector('#status').textContent.includes('Herald')").await?;
    let cited = page.status().await?;
    for part in ["“Kenya closes border post after ambush”", "7 March 2024", "https://lamu.example/border"]
    {
        assert!(cited.contains(part), "{part} is not in {cited}");
    }
    Ok(())
}
