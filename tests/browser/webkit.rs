//! A smoke test in WebKitGTK, Safari's kin: the single file reads an article.

use thirtyfour::prelude::*;

use crate::common::empty_folder;
use crate::common::sample::{ARTICLE, QUOTES};
use crate::driver::{self, Browser, Person};
use crate::session::single_file;

#[tokio::test]
async fn the_single_file_reads_an_article() {
    let started = driver::start(Browser::WebKit, &empty_folder("browser/WebKit"), Person::default()).await;
    let (_process, driver) = started.expect("the browser starts");
    let outcome = reads_an_article(&driver).await;
    driver.quit().await.expect("the session ends");
    let [quotes, speakers, painted] = outcome.expect("the browser does as it is told");
    for (content, speaker) in QUOTES {
        assert!(quotes.contains(content) && painted.contains(content), "{content}: {quotes} {painted}");
        assert!(speakers.contains(speaker), "{speaker}: {speakers}");
    }
}

/// The quotes in the list, their speakers, and what is painted in the text.
async fn reads_an_article(driver: &WebDriver) -> WebDriverResult<[String; 3]> {
    driver.goto(single_file()).await?;
    wait(driver, "document.querySelector('#article[contenteditable]')").await?;
    // This driver has no clipboard to copy to: a paste as the page sees it.
    let paste = "const article = document.querySelector('#article');
        article.focus();
        const clipboard = new DataTransfer();
        clipboard.setData('text/plain', arguments[0]);
        article.dispatchEvent(new ClipboardEvent('paste', {clipboardData: clipboard, bubbles: true, cancelable: true}));";
    driver.execute(paste, vec![ARTICLE.into()]).await?;
    wait(driver, "document.body.dataset.state === 'read'").await?;
    let mut found = [String::new(), String::new(), String::new()];
    let texts = |css: &str| {
        format!("[...document.querySelectorAll('{css}')].map((shown) => shown.textContent).join('\\n')")
    };
    let painted = "[...CSS.highlights.get('quote')].map((range) => {
        const whole = document.createRange();
        whole.setStart(range.startContainer, range.startOffset);
        whole.setEnd(range.endContainer, range.endOffset);
        return whole.toString();
    }).join('\\n')";
    for (slot, expression) in
        found.iter_mut().zip([texts("#quotes .content"), texts("#quotes .speaker"), painted.to_string()])
    {
        let value = driver.execute(format!("return {expression}"), vec![]).await?;
        *slot = value.json().as_str().unwrap_or_default().to_string();
    }
    Ok(found)
}

async fn wait(driver: &WebDriver, expression: &str) -> WebDriverResult<()> {
    for _ in 0..900 {
        let value = driver.execute(format!("return Boolean({expression})"), vec![]).await?;
        if value.json() == true {
            return Ok(());
        }
        tokio::time::sleep(std::time::Duration::from_millis(100)).await;
    }
    panic!("waited in vain for {expression}");
}
