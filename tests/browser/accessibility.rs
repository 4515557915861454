//! Accessibility: what axe-core can tell, in every state and in both colour schemes.

use serde_json::Value;
use thirtyfour::prelude::*;

use crate::common::sample::ARTICLE;
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
    axe_finds_nothing(&page, "empty").await?;
    page.paste_article(ARTICLE).await?;
    axe_finds_nothing(&page, "with a reading").await?;
    page.click("#quotes li[data-id] button.dismiss").await?;
    page.press("#search", "the").await?;
    axe_finds_nothing(&page, "with a correction and a search").await
}

pub async fn axe_finds_nothing_in_the_light(page: Page) -> WebDriverResult<()> {
    in_every_state(page, false).await
}

pub async fn axe_finds_nothing_in_the_dark(page: Page) -> WebDriverResult<()> {
    in_every_state(page, true).await
}
