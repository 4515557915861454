//! Undo: it belongs to the last thing done, and a text that was replaced comes back as it was.

use thirtyfour::prelude::*;

use crate::common::sample::ARTICLE;
use crate::page::Page;

/// Waits until so many events are painted.
async fn until_events(page: &Page, count: usize) -> WebDriverResult<()> {
    page.until("the events are right", &format!("CSS.highlights.get('event')?.size === {count}")).await
}

/// Undoes until the text is this one: a browser may take what was typed back in several steps, `most` at the most.
async fn undo_to(page: &Page, article: &str, most: usize) -> WebDriverResult<()> {
    let mut tries = 0;
    while page.article().await? != article && tries < most {
        page.press_control("z").await?;
        tries += 1;
    }
    assert_eq!(page.article().await?, article);
    Ok(())
}

pub async fn undo_belongs_to_the_last_thing_done(page: Page) -> WebDriverResult<()> {
    page.paste_article(ARTICLE).await?;
    let (article, events) = (page.article().await?, page.painted("event").await?.len());
    page.click("#events li[data-id] button.dismiss").await?;
    until_events(&page, events - 1).await?;
    page.press_control("z").await?;
    until_events(&page, events).await?;
    assert_eq!(page.article().await?, article);
    page.press_control("y").await?;
    until_events(&page, events - 1).await?;
    // Typed words are undone by the browser, and then what was done before them.
    let before = page.readings().await?;
    page.type_after("medical supplies to", " Paris and").await?;
    page.read_after(before).await?;
    page.click("#quotes li[data-id] button.dismiss").await?;
    page.until("two are dismissed", "document.querySelectorAll('#changes li').length === 2").await?;
    page.press_control("z").await?;
    page.until("one is dismissed", "document.querySelectorAll('#changes li').length === 1").await?;
    assert!(page.article().await?.contains("Paris"));
    undo_to(&page, &article, 30).await?;
    page.until("it has read", "document.body.dataset.state === 'read'").await?;
    assert_eq!(page.value("document.querySelectorAll('#changes li').length").await?, 1);
    page.press_control("z").await?;
    until_events(&page, events).await?;
    assert_eq!(page.article().await?, article);
    typing_around_a_dismissal(&page, &article).await
}

/// Two runs of typing, which Firefox takes for one, with something between them.
async fn typing_around_a_dismissal(page: &Page, article: &str) -> WebDriverResult<()> {
    let before = page.readings().await?;
    page.type_after("medical supplies to", " Alpha").await?;
    page.read_after(before).await?;
    let first = page.article().await?;
    page.click("#quotes li[data-id] button.dismiss").await?;
    page.until("one is dismissed", "document.querySelectorAll('#changes li').length === 1").await?;
    let before = page.readings().await?;
    page.type_after("medical supplies to Alpha", " Beta").await?;
    page.read_after(before).await?;
    undo_to(page, &first, 10).await?;
    page.until("it has read", "document.body.dataset.state === 'read'").await?;
    assert_eq!(page.value("document.querySelectorAll('#changes li').length").await?, 1);
    page.press_control("z").await?;
    page.until("none is dismissed", "document.querySelectorAll('#changes li').length === 0").await?;
    assert_eq!(page.article().await?, first);
    undo_to(page, article, 10).await?;
    Ok(())
}

pub async fn a_replaced_text_comes_back_whole(page: Page) -> WebDriverResult<()> {
    const ASKS: &str = "!dispatchEvent(new Event('beforeunload', {cancelable: true}))";
    assert_eq!(page.value(ASKS).await?, false, "an empty page may go");
    page.paste_article(&ARTICLE.replace("Published on 7 March 2024\n", "")).await?;
    assert_eq!(page.value(ASKS).await?, true, "what is kept nowhere is asked about");
    let before = page.readings().await?;
    page.fill("#published", "2024-03-07").await?;
    page.read_after(before).await?;
    page.fill("#outlet", "The Lamu Herald").await?;
    page.click("#events li[data-id] button.dismiss").await?;
    page.until("it is dismissed", "document.querySelectorAll('#changes li').length === 1").await?;
    let (article, events) = (page.article().await?, page.painted("event").await?);
    let before = page.readings().await?;
    page.click("#sample").await?;
    page.read_after(before).await?;
    assert_eq!(page.value("document.querySelector('#outlet').value").await?, "");
    assert_ne!(page.value("document.querySelector('#published').value").await?, "2024-03-07");
    assert_eq!(page.value(ASKS).await?, true, "the text that it has taken the place of is asked about, too");
    let before = page.readings().await?;
    page.click("#bring-back").await?;
    page.read_after(before).await?;
    assert_eq!(page.article().await?, article);
    assert_eq!(page.value("document.querySelector('#published').value").await?, "2024-03-07");
    assert_eq!(page.value("document.querySelector('#outlet').value").await?, "The Lamu Herald");
    assert_eq!(page.painted("event").await?, events);
    assert_eq!(page.value("document.querySelectorAll('#changes li').length").await?, 1);
    Ok(())
}

pub async fn files_may_be_dropped_anywhere(page: Page) -> WebDriverResult<()> {
    let drop = "const files = new DataTransfer();
        files.items.add(new File([arguments[0]], 'story.txt', {type: 'text/plain'}));
        const tell = (kind) => !document.querySelector('h1').dispatchEvent(
            new DragEvent(kind, {dataTransfer: files, bubbles: true, cancelable: true}));
        return tell('dragover') && tell('drop');";
    let taken = page.driver.execute(drop, vec![ARTICLE.into()]).await?;
    assert_eq!(taken.json(), &serde_json::Value::Bool(true), "the browser is not to open it itself");
    page.read_after(0).await?;
    assert!(page.article().await?.contains("Mandera"));
    Ok(())
}
