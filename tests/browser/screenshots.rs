//! Pictures of every view of the page, for people to look at: light, dark, on a phone, on paper.

use std::path::{Path, PathBuf};

use thirtyfour::common::print::PrintParameters;
use thirtyfour::prelude::*;

use crate::driver::Browser;
use crate::page::Page;
use crate::session::{Place, run};

const PANELS: [&str; 6] = ["events", "quotes", "actors", "places", "network", "timeline"];

#[test]
#[ignore = "pictures: ./dev screenshots"]
fn screenshots_light() {
    run("screenshots_light", Browser::Chromium, Place::Server, |page| take_all(page, "light"));
}

#[test]
#[ignore = "pictures: ./dev screenshots"]
fn screenshots_dark() {
    run("screenshots_dark", Browser::Chromium, Place::Server, |page| take_all(page, "dark"));
}

fn folder() -> PathBuf {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("target/screenshots");
    std::fs::create_dir_all(&folder).expect("the folder can be made");
    folder
}

async fn take(page: &Page, name: &str) -> WebDriverResult<()> {
    page.driver.screenshot(&folder().join(format!("{name}.png"))).await
}

async fn take_all(page: Page, scheme: &'static str) -> WebDriverResult<()> {
    page.resize(1440, 900).await?;
    take(&page, &format!("{scheme}-empty")).await?;
    page.click("#sample").await?;
    page.read_after(0).await?;
    for panel in PANELS {
        page.turn_to(&format!("#{panel}")).await?;
        if ["places", "network"].contains(&panel) {
            page.until("it is drawn", &format!("document.querySelector('#{panel} svg')")).await?;
        }
        take(&page, &format!("{scheme}-{panel}")).await?;
    }
    page.click_words("Police detained").await?;
    page.until("it is lit", "document.querySelector('#choices:not([hidden]), li.lit')").await?;
    take(&page, &format!("{scheme}-clicked")).await?;
    page.turn_to("#events").await?;
    page.click("#events li[data-id] .show").await?;
    let in_sight = "[...CSS.highlights.get('focus-trigger') ?? []].some((words) => {
        const box = words.startContainer.parentElement.getBoundingClientRect();
        return box.top > 0 && box.top < innerHeight;
    })";
    page.until("it is lit, and its words are in sight", in_sight).await?;
    take(&page, &format!("{scheme}-lit")).await?;
    page.turn_to("#actors").await?;
    let person = "[...document.querySelectorAll('#actors li[data-id]')]
        .find((card) => card.querySelector('.kind').textContent === 'person').querySelector('summary').click()";
    page.value(person).await?;
    page.until("the card is whole", "document.querySelector('#actors .whole h3')").await?;
    take(&page, &format!("{scheme}-person")).await?;
    correct(&page, scheme).await?;
    page.click("#open-about").await?;
    page.until("it is open", "document.querySelector('#about[open] table')").await?;
    take(&page, &format!("{scheme}-about")).await?;
    page.click("#close-about").await?;
    page.turn_to("#article").await?;
    take(&page, &format!("{scheme}-editing")).await?;
    page.click("#edit").await?;
    page.resize(375, 720).await?;
    page.click("#lower").await?;
    take(&page, &format!("{scheme}-phone-text")).await?;
    for panel in PANELS {
        page.click(&format!("#tab-{panel}")).await?;
        take(&page, &format!("{scheme}-phone-{panel}")).await?;
    }
    page.click("#actors li[data-id] .edit").await?;
    page.until("its fields are open", "document.activeElement.id === 'editor-title'").await?;
    take(&page, &format!("{scheme}-phone-edit")).await?;
    page.click("#close-editor").await?;
    page.click("#lower").await?;
    page.select("without agreement").await?;
    take(&page, &format!("{scheme}-phone-selected")).await?;
    page.click("#open-shelf").await?;
    page.until("it is listed", "document.querySelector('#shelf li')").await?;
    take(&page, &format!("{scheme}-phone-shelf")).await?;
    page.click("#close-shelf").await?;
    page.resize(1440, 900).await?;
    if scheme == "light" { print(&page).await } else { Ok(()) }
}

/// What a card is put right in, words that are selected, and what is kept.
async fn correct(page: &Page, scheme: &str) -> WebDriverResult<()> {
    for panel in ["quotes", "actors", "events"] {
        page.click(&format!("#{panel} li[data-id] .edit")).await?;
        page.until("its fields are open", "document.activeElement.id === 'editor-title'").await?;
        page.click("#editor .mark.checked").await?;
        page.fill("#editor textarea[name=note]", "Called, and confirmed.").await?;
        take(page, &format!("{scheme}-edit-{panel}")).await?;
    }
    page.select("Police detained").await?;
    take(page, &format!("{scheme}-selected")).await?;
    page.click("#close-editor").await?;
    for panel in ["quotes", "actors"] {
        page.turn_to(&format!("#{panel}")).await?;
        take(page, &format!("{scheme}-{panel}-noted")).await?;
    }
    page.click("#keep").await?;
    page.until_kept("it is kept", |kept| kept.len() == 1).await?;
    page.click("#open-shelf").await?;
    page.until("it is listed", "document.querySelector('#shelf li')").await?;
    take(page, &format!("{scheme}-shelf")).await?;
    page.click("#close-shelf").await
}

/// The page as it is printed, and how that looks on a screen.
async fn print(page: &Page) -> WebDriverResult<()> {
    let paper = page.driver.print_page(PrintParameters::default()).await?;
    std::fs::write(folder().join("print.pdf"), paper).expect("the file can be written");
    let rules = "[...document.styleSheets].flatMap((sheet) => [...sheet.cssRules])
        .filter((rule) => rule.media?.mediaText === 'print').forEach((rule) => rule.media.mediaText = 'screen')";
    page.driver.execute(rules, vec![]).await?;
    page.resize(800, 1130).await?;
    take(page, "print").await
}
