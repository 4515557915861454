//! Exchange: what goes in by file and comes out by download and clipboard, and what is kept.

use serde_json::Value;
use thirtyfour::Key;
use thirtyfour::prelude::*;

use crate::common::sample::{ARTICLE, QUOTES};
use crate::common::{dateline, gold_text};
use crate::page::Page;

pub async fn the_page_reads_as_the_native_binary(page: Page) -> WebDriverResult<()> {
    let mut articles = vec![ARTICLE.to_string()];
    articles.extend(gold_text("seed-dawn-syria"));
    for article in articles {
        page.paste_article(&article).await?;
        let file = page.downloads.join("article.txt");
        std::fs::write(&file, &article).expect("the article can be written");
        let native = dateline(&["read", &file.to_string_lossy()], b"");
        let native: Value = serde_json::from_slice(&native.stdout).expect("the binary prints JSON");
        let mut shown = page.reading().await?;
        // What the page adds.
        let mut added = |name: &str| shown.as_object_mut().and_then(|reading| reading.remove(name));
        assert_eq!(added("corrections"), Some(Value::Array(vec![])));
        assert_eq!(added("filtered"), Some(Value::Bool(false)));
        let made_by = added("made_by").expect("it says what made it");
        assert_eq!(made_by["version"], env!("CARGO_PKG_VERSION"));
        assert!(made_by["read_at"].as_str().is_some_and(|at| at.ends_with('Z')), "{made_by}");
        let text = added("text").expect("it has the text");
        assert_eq!(text.as_str().map(str::trim_end), Some(article.trim_end()));
        assert_eq!(added("remarks"), Some(Value::Array(vec![])));
        assert!(added("in_words").is_some() && added("origin").is_some());
        for list in ["entities", "quotes", "events"] {
            let items = |reading: &Value| reading[list].as_array().cloned().unwrap_or_default();
            for (shown, native) in items(&shown).iter().zip(&items(&native)) {
                assert_eq!(shown, native, "{list}");
            }
        }
        assert_eq!(shown, native);
    }
    Ok(())
}

pub async fn a_quote_can_be_cited(page: Page) -> WebDriverResult<()> {
    page.paste_article(ARTICLE).await?;
    let (content, speaker) = QUOTES[1];
    let contents = page.texts("#quotes li[data-id] .content").await?;
    let at = contents.iter().position(|shown| shown.contains(content)).expect("the quote is in the list");
    let quotes = page.driver.find_all(By::Css("#quotes li[data-id]")).await?;
    page.click_in(&quotes[at], "button.cite").await?;
    let citation = pasted(&page, "Copied: ").await?;
    for part in [content, speaker, "Kenya closes border post after ambush", "2024"] {
        assert!(citation.contains(part), "{part} is not in {citation}");
    }
    page.click("#copy-json").await?;
    let copied: Value =
        serde_json::from_str(&pasted(&page, "Copied: the reading").await?).expect("the reading is JSON");
    assert_eq!(copied, page.reading().await?);
    Ok(())
}

/// What is on the clipboard, as another page sees it, once the page says that it was copied.
pub async fn pasted(page: &Page, said: &str) -> WebDriverResult<String> {
    let status = format!("document.querySelector('#status').textContent.startsWith('{said}')");
    page.until("it is copied", &status).await?;
    let here = page.driver.window().await?;
    let tab = page.driver.new_tab().await?;
    page.driver.switch_to_window(tab).await?;
    page.driver.goto("data:text/html,<textarea></textarea>").await?;
    let field = page.driver.find(By::Css("textarea")).await?;
    field.send_keys(Key::Control + "v").await?;
    let text = field.value().await?.unwrap_or_default();
    page.driver.close_window().await?;
    page.driver.switch_to_window(here).await?;
    Ok(text)
}

/// Opens a file by the page's own field.
async fn open_file(page: &Page, name: &str, content: &str) -> WebDriverResult<()> {
    let file = page.downloads.join(name);
    std::fs::write(&file, content).expect("the file can be written");
    let before = page.readings().await?;
    page.press("#open-file", file.to_string_lossy().as_ref()).await?;
    page.read_after(before).await
}

pub async fn text_files_can_be_opened(page: Page) -> WebDriverResult<()> {
    open_file(&page, "article.txt", &ARTICLE.replace('\n', "\r\n")).await?;
    assert!(page.painted("quote").await?.contains(&QUOTES[0].0.to_string()));
    assert!(page.painted("actor").await?.contains(&"Joseph Kamau".to_string()));
    Ok(())
}

pub async fn html_files_are_opened_as_text(page: Page) -> WebDriverResult<()> {
    let paragraphs: String = ARTICLE
        .split("\n\n")
        .map(|paragraph| format!("<p onclick=\"pwned = 1\" style='color: red'>{paragraph}</p>\n"))
        .collect();
    let html = format!(
        "<!DOCTYPE html><html><head><title>Story</title><style>p {{ color: red }}</style><script>window.pwned = true;</script></head>\
         <body><img src=\"https://example.invalid/x.png\" onerror=\"window.pwned = true\">{paragraphs}\
         <script>window.pwned = true;</script><iframe srcdoc=\"<script>parent.pwned = true</script>\"></iframe></body></html>"
    );
    open_file(&page, "story.html", &html).await?;
    let article = page.article().await?;
    assert!(
        article.contains(QUOTES[0].0)
            && !article.contains('<')
            && !article.contains("color: red")
            && !article.contains("pwned"),
        "{article}"
    );
    assert!(page.painted("quote").await?.contains(&QUOTES[0].0.to_string()));
    assert_eq!(page.value("window.pwned === undefined").await?, true);
    assert_eq!(
        page.value("document.querySelectorAll('#article img, #article script, iframe').length").await?,
        0
    );
    Ok(())
}

pub async fn nothing_is_kept_unless_asked(page: Page) -> WebDriverResult<()> {
    const ELSEWHERE: &str =
        "Object.values(localStorage).concat(Object.values(sessionStorage)).join('').includes('Mandera')";
    page.paste_article(ARTICLE).await?;
    assert_eq!(page.value("document.querySelector('#keep').checked").await?, false);
    assert!(page.kept().await?.is_empty());
    assert_eq!(page.value(ELSEWHERE).await?, false);
    page.open().await?;
    assert_eq!(page.value("document.body.dataset.state").await?, "empty");
    page.paste_article(ARTICLE).await?;
    page.click("#keep").await?;
    page.until_kept("it is kept", |kept| kept.len() == 1).await?;
    page.open().await?;
    page.read_after(0).await?;
    assert!(page.article().await?.contains("Mandera"));
    assert_eq!(page.value("document.querySelector('#keep').checked").await?, true);
    page.delete_what_is_kept().await?;
    assert!(page.article().await?.contains("Mandera"), "what is on the screen stays there");
    assert_eq!(page.value(ELSEWHERE).await?, false);
    page.open().await?;
    assert_eq!(page.value("document.body.dataset.state").await?, "empty");
    assert_eq!(page.value("document.querySelector('#keep').checked").await?, false);
    Ok(())
}
