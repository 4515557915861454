//! Accessibility: what axe-core can tell, in every state and in both colour schemes.

use serde_json::Value;
use thirtyfour::Key;
use thirtyfour::prelude::*;

use crate::common::sample::{ARTICLE, long_article};
use crate::page::Page;

/// Asserts that axe-core finds nothing to complain of.
pub async fn axe_finds_nothing(page: &Page, state: &str) -> WebDriverResult<()> {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/node_modules/axe-core/axe.min.js");
    let axe = std::fs::read_to_string(path).expect("axe-core is installed: ./dev test installs it");
    page.driver.execute(axe, vec![]).await?;
    let script = "const done = arguments[arguments.length - 1];
        axe.run(document).then((found) => done(found.violations.map((violation) =>
            ({rule: violation.id, help: violation.help, nodes: violation.nodes.map((node) => node.html + ' ' + node.failureSummary)}))));";
    let found = page.driver.execute_async(script, vec![]).await?;
    assert_eq!(found.json(), &Value::Array(vec![]), "{state}");
    Ok(())
}

async fn in_every_state(page: Page, dark: bool) -> WebDriverResult<()> {
    let scheme = page.value("matchMedia('(prefers-color-scheme: dark)').matches").await?;
    assert_eq!(scheme, dark, "the browser is in the other colour scheme");
    page.hold_program().await?;
    axe_finds_nothing(&page, "starting").await?;
    page.let_program_go().await?;
    axe_finds_nothing(&page, "empty").await?;

    // More than can be read meanwhile.
    page.copy_elsewhere(&long_article(1_000).repeat(50)).await?;
    page.press("#article", Key::Control + "v").await?;
    page.until("it reads on", "document.querySelector('#progress').checkVisibility()").await?;
    axe_finds_nothing(&page, "reading").await?;
    assert_eq!(page.value("document.body.dataset.state").await?, "reading");

    page.copy_elsewhere(&"Le gouvernement a annoncé mardi la fermeture de la frontière. ".repeat(5)).await?;
    page.press("#article", Key::Control + "a").await?;
    page.press("#article", Key::Control + "v").await?;
    page.until("it refuses", "document.body.dataset.state === 'refused'").await?;
    axe_finds_nothing(&page, "refused").await?;

    page.paste_article(ARTICLE).await?;
    page.click("#quotes li[data-id] button.dismiss").await?;
    page.press("#search", "the").await?;
    let open = "document.querySelectorAll('details').forEach((found) => found.open = true)";
    page.driver.execute(open, vec![]).await?;
    for panel in ["events", "quotes", "actors", "places", "network", "timeline"] {
        page.turn_to(&format!("#{panel}")).await?;
        if ["places", "network"].contains(&panel) {
            page.until("it is drawn", &format!("document.querySelector('#{panel} svg')")).await?;
        }
        axe_finds_nothing(&page, &format!("with {panel} and all that opens open")).await?;
    }
    page.driver
        .execute("document.querySelectorAll('details.menu').forEach((menu) => menu.open = false)", vec![])
        .await?;
    axe_finds_nothing(&page, "with a reading, a correction, a search and all that opens open").await?;
    for list in ["events", "quotes", "actors", "places"] {
        page.click(&format!("#{list} li[data-id] .edit")).await?;
        page.until("its fields are open", "document.activeElement.id === 'editor-title'").await?;
        page.select("medical supplies").await?;
        axe_finds_nothing(&page, &format!("with the fields of one of the {list}, and words selected"))
            .await?;
        page.click("#close-editor").await?;
    }
    page.click_words("officers").await?;
    page.until("several things may be meant", "document.querySelector('.choice')").await?;
    axe_finds_nothing(&page, "with a choice of what stands here").await?;
    page.click(".choice").await?;
    page.click("#open-about").await?;
    page.click("#model-card summary").await?;
    page.until("it is open", "document.querySelector('#model-card[open] table')").await?;
    axe_finds_nothing(&page, "with what the page says of itself").await?;
    page.click("#close-about").await?;
    page.click("#keep").await?;
    page.until_kept("it is kept", |kept| kept.len() == 1).await?;
    page.click("#open-shelf").await?;
    page.until("it is listed", "document.querySelector('#shelf li')").await?;
    axe_finds_nothing(&page, "with the shelf open").await?;
    page.click("#close-shelf").await?;
    page.click("#actors li[data-id] .choose").await?;
    page.until("the filter is on", "document.querySelector('#filter')?.checkVisibility()").await?;
    axe_finds_nothing(&page, "narrowed down").await?;
    page.resize(320, 640).await?;
    page.click("#tab-quotes").await?;
    axe_finds_nothing(&page, "in a phone's width, with a panel over the text").await?;
    page.click("#lower").await?;
    axe_finds_nothing(&page, "in a phone's width").await?;

    let stop = "const post = Worker.prototype.postMessage;
        Worker.prototype.postMessage = function () {
            Worker.prototype.postMessage = post;
            setTimeout(() => this.dispatchEvent(new Event('error')));
        };";
    page.driver.execute(stop, vec![]).await?;
    page.type_after("medical supplies", " again").await?;
    page.until("it has failed", "document.body.dataset.state === 'failed'").await?;
    axe_finds_nothing(&page, "failed").await
}

pub async fn axe_finds_nothing_in_the_light(page: Page) -> WebDriverResult<()> {
    in_every_state(page, false).await
}

pub async fn axe_finds_nothing_in_the_dark(page: Page) -> WebDriverResult<()> {
    in_every_state(page, true).await
}
