//! Failing: what cannot be loaded, and a worker that stops, are told and can be mended, with the text left alone.

use thirtyfour::Key;
use thirtyfour::prelude::*;

use crate::common::sample::ARTICLE;
use crate::page::Page;

pub async fn what_could_not_be_loaded_is_tried_again(page: Page) -> WebDriverResult<()> {
    page.watch.forgive("404");
    page.copy_elsewhere(ARTICLE).await?;
    for file in ["worker.js", "worker_bg.wasm", "encoder.bin"] {
        page.watch.site().lose(Some(file));
        // Or the weights come from what the browser has kept.
        page.driver.execute("globalThis.caches?.delete('dateline-weights');", vec![]).await?;
        page.start().await?;
        page.until("the fault is told", "document.querySelector('#fault')?.checkVisibility()").await?;
        page.press("#article", Key::Control + "v").await?;
        page.until("it has failed", "document.body.dataset.state === 'failed'").await?;
        assert!(page.article().await?.contains("Mandera"));
        assert!(page.texts("#fault").await?[0].contains("could not be loaded"));
        assert_eq!(page.value("document.querySelector('#progress').checkVisibility()").await?, false);
        page.watch.site().lose(None);
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
