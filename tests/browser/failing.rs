//! Failing: what cannot be loaded, and a worker that stops, are told and can be mended, with the text left alone.

use thirtyfour::Key;
use thirtyfour::prelude::*;

use crate::common::sample::ARTICLE;
use crate::page::Page;
use crate::site::Trouble;

pub async fn what_could_not_be_loaded_is_tried_again(page: Page) -> WebDriverResult<()> {
    page.watch.forgive("404");
    page.copy_elsewhere(ARTICLE).await?;
    let parts = [
        ("worker.js", Trouble::Missing, "The reader could not be loaded"),
        ("worker_bg.wasm", Trouble::Missing, "The reader could not be loaded"),
        ("encoder.bin", Trouble::Missing, "The encoder could not be loaded"),
        ("places.tsv", Trouble::Missing, "The list of places could not be loaded"),
        ("map.tsv", Trouble::Missing, "The map could not be loaded"),
        ("places.bin", Trouble::Cut, "The atlas is damaged"),
    ];
    for (file, trouble, told) in parts {
        page.watch.site().spoil(file, trouble);
        page.forget_files().await?;
        page.start().await?;
        page.until("the fault is told", "document.querySelector('#fault')?.checkVisibility()").await?;
        page.press("#article", Key::Control + "v").await?;
        page.until("it has failed", "document.body.dataset.state === 'failed'").await?;
        assert!(page.article().await?.contains("Mandera"));
        assert!(page.texts("#fault").await?[0].contains(told), "{:?}", page.texts("#fault").await?);
        assert_eq!(page.value("document.querySelector('#progress').checkVisibility()").await?, false);
        page.watch.site().mend();
        page.click("#retry").await?;
        page.read_after(0).await?;
        page.until("the fault is gone", "!document.querySelector('#fault').checkVisibility()").await?;
        assert!(page.painted("actor").await?.contains(&"Joseph Kamau".to_string()));
    }
    // All that was asked for was asked for while it was loading.
    page.watch.quiet().await;
    page.watch.loaded();
    Ok(())
}

pub async fn a_worker_that_stops_is_started_again(page: Page) -> WebDriverResult<()> {
    page.paste_article(ARTICLE).await?;
    // One that says so, and one that the browser has put an end to without a word.
    for end in ["setTimeout(() => this.dispatchEvent(new Event('error')))", "this.terminate()"] {
        let script = format!(
            "const post = Worker.prototype.postMessage;
            Worker.prototype.postMessage = function (message) {{
                Worker.prototype.postMessage = post;
                {end};
            }};"
        );
        page.driver.execute(script, vec![]).await?;
        let before = page.readings().await?;
        page.type_after("medical supplies", " again").await?;
        page.until("it is told", "document.body.dataset.state === 'failed'").await?;
        assert!(page.texts("#fault").await?[0].contains("started again"));
        assert!(page.article().await?.contains("medical supplies again"));
        page.click("#retry").await?;
        page.read_after(before + 1).await?;
        assert!(page.painted("actor").await?.contains(&"Joseph Kamau".to_string()));
    }
    Ok(())
}

pub async fn a_text_can_be_pasted_before_the_program_is_there(page: Page) -> WebDriverResult<()> {
    page.copy_elsewhere(ARTICLE).await?;
    page.hold_program().await?;
    assert!(page.texts("#starting-status").await?[0].contains("Starting"));
    assert_eq!(page.texts("#welcome .steps li").await?.len(), 3, "what to do is told");
    page.press("#early", Key::Control + "v").await?;
    assert_eq!(page.value("document.querySelector('#early').value.includes('Mandera')").await?, true);
    page.let_program_go().await?;
    page.read_after(0).await?;
    assert_eq!(page.value("document.querySelector('#starting')").await?, serde_json::Value::Null);
    assert!(page.painted("actor").await?.contains(&"Joseph Kamau".to_string()));
    Ok(())
}
