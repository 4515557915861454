//! What is taken along: every form that the page saves is read back by a library of its own.

use serde_json::Value;
use thirtyfour::common::print::PrintParameters;
use thirtyfour::prelude::*;

use crate::common::forms::{
    EventRow, PersonRow, PlaceRow, QuoteRow, annotations, brat, features, objects, page as report, rows,
    texts_of,
};
use crate::common::sample::{ARTICLE, QUOTES};
use crate::exchange::pasted;
use crate::page::Page;
use crate::panels::choose;

pub async fn every_form_is_saved_and_reads_back(page: Page) -> WebDriverResult<()> {
    page.paste_article(ARTICLE).await?;
    page.fill("#outlet", "The Herald").await?;
    page.fill("#url", "https://herald.example/border").await?;
    let events: Vec<EventRow> = rows(&page.saved("#download-events").await?);
    assert_eq!(events.len(), page.painted("event").await?.len());
    assert!(
        events
            .iter()
            .all(|row| row.publication == "The Herald"
                && row.article == "kenya-closes-border-post-after-ambush")
    );
    let quotes: Vec<QuoteRow> = rows(&page.saved("#download-quotes").await?);
    assert_eq!(quotes.len(), page.painted("quote").await?.len());
    for (content, speaker) in QUOTES {
        assert!(quotes.iter().any(|row| row.content == content && row.speaker == speaker), "{content}");
    }
    let stamps = page.texts("#export .stamp").await?;
    assert!(
        quotes.iter().all(|row| row.weights_sha256.len() == 64 && stamps[0].contains(&row.weights_sha256))
    );
    let people: Vec<PersonRow> = rows(&page.saved("#download-people").await?);
    assert!(people.iter().any(|row| row.name == "Joseph Kamau" && row.quotes > 0));
    let places: Vec<PlaceRow> = rows(&page.saved("#download-places").await?);
    assert!(places.iter().any(|row| row.name == "Mandera" && row.lat.is_some()));
    let mapped = features(&page.download("#download-geojson").await?);
    let located = events.iter().filter(|row| row.lat.is_some()).count();
    let located = located + places.iter().filter(|row| row.lat.is_some()).count();
    assert_eq!(mapped.features.len(), located, "the map has what the tables have");
    let quads = annotations(&page.download("#download-annotations").await?);
    assert!(objects(&quads, "exact").contains(&QUOTES[0].0.to_string()));
    assert!(objects(&quads, "hasSource").contains(&"https://herald.example/border".to_string()));
    let [text, standoff] = in_archive(&page.saved("#download-brat").await?);
    assert_eq!(text.trim_end(), ARTICLE.trim_end());
    assert!(brat(&text, &standoff).events.len() >= events.len());
    let report = report(&page.download("#download-report").await?);
    assert_eq!(texts_of(&report, "#events li", None).len(), events.len());
    assert!(texts_of(&report, ".origin", None)[0].contains("The Herald"));
    Ok(())
}

/// The text and the annotations in an archive of brat's.
fn in_archive(bytes: &[u8]) -> [String; 2] {
    let mut archive = tar::Archive::new(bytes);
    let files = archive
        .entries()
        .expect("an archive")
        .map(|file| std::io::read_to_string(file.expect("a file")).expect("it is UTF-8"));
    let [text, annotations, _] = <[String; 3]>::try_from(files.collect::<Vec<_>>()).expect("three files");
    [text, annotations]
}

pub async fn only_what_is_listed_is_saved_if_one_says_so(page: Page) -> WebDriverResult<()> {
    page.paste_article(ARTICLE).await?;
    let all: Vec<EventRow> = rows(&page.saved("#download-events").await?);
    assert_eq!(page.texts("#export .only").await?, Vec::<String>::new(), "there is nothing to say");
    choose(&page, "#events .by-status", "denied").await?;
    let still: Vec<EventRow> = rows(&page.saved("#download-events").await?);
    assert_eq!(still.len(), all.len(), "all, unless one says otherwise");
    page.click("#export-only").await?;
    assert_eq!(page.texts("#export .only").await?, ["Only what is listed"]);
    page.driver.screenshot(&page.downloads.join("menu.png")).await?;
    let denied: Vec<EventRow> = rows(&page.saved("#download-events").await?);
    assert!(denied.len() < all.len() && denied.iter().all(|row| row.status == "denied"), "{denied:?}");
    let reading = page.reading().await?;
    assert_eq!(
        (&reading["filtered"], reading["events"].as_array().map(Vec::len)),
        (&Value::Bool(true), Some(1))
    );
    Ok(())
}

pub async fn an_event_is_copied_as_a_sentence_with_its_citation(page: Page) -> WebDriverResult<()> {
    page.paste_article(ARTICLE).await?;
    page.fill("#outlet", "The Herald").await?;
    page.turn_to("#events").await?;
    let button = page.driver.find(By::Css("#events li:not(.doubtful) .cite")).await?;
    assert_eq!(button.text().await?, "Copy");
    page.bring(&button).await?;
    button.click().await?;
    page.until(
        "it says so",
        "[...document.querySelectorAll('.cite')].some((button) => button.textContent === 'Copied ✓')",
    )
    .await?;
    let sentence = page.texts("#events li:not(.doubtful) > .show").await?[0].clone();
    let copied = pasted(&page, "Copied: ").await?;
    assert!(copied.starts_with(&sentence), "{copied}");
    assert!(
        copied.contains(
            "— in “Kenya closes border post after ambush”, by Amina Otieno, The Herald, 7 March 2024"
        ),
        "{copied}"
    );
    page.until(
        "it is over",
        "![...document.querySelectorAll('.cite')].some((button) => button.textContent !== 'Copy')",
    )
    .await
}

pub async fn the_report_is_opened_and_printed(page: Page) -> WebDriverResult<()> {
    page.paste_article(ARTICLE).await?;
    let saved = page.downloads.join("report.html");
    std::fs::write(&saved, page.saved("#download-report").await?).expect("the file can be written");
    let here = page.driver.window().await?;
    let tab = page.driver.new_tab().await?;
    page.driver.switch_to_window(tab).await?;
    let address = format!("file://{}", saved.display());
    page.watch.visit(&address);
    page.driver.goto(&address).await?;
    page.until(
        "its style is there",
        "getComputedStyle(document.querySelector('mark.quote')).backgroundColor === 'rgb(251, 241, 207)'",
    )
    .await?;
    assert_eq!(page.value("document.documentElement.scrollWidth <= innerWidth").await?, true);
    page.driver.screenshot(&page.downloads.join("report.png")).await?;
    let printed = in_pdf(&page.driver.print_page(PrintParameters::default()).await?);
    page.driver.close_window().await?;
    page.driver.switch_to_window(here).await?;
    for words in [QUOTES[0].0, "Kenya has closed a border post with Somalia", "Events", "Read by Dateline"] {
        assert!(printed.contains(words), "{words} is not in {printed}");
    }
    // The page itself leaves printing to the browser.
    page.driver.execute("window.printed = 0; window.print = () => { window.printed += 1; };", vec![]).await?;
    page.click("#print").await?;
    assert_eq!(page.value("window.printed").await?, 1);
    let printed = in_pdf(&page.driver.print_page(PrintParameters::default()).await?);
    for words in [QUOTES[0].0, "Somalia’s government condemned the killings", "Joseph Kamau", "Mandera"] {
        assert!(printed.contains(words), "{words} is not in {printed}");
    }
    assert!(!printed.contains("Copy"), "{printed}");
    Ok(())
}

/// The words of a PDF, white space folded.
fn in_pdf(pdf: &[u8]) -> String {
    let text = pdf_extract::extract_text_from_mem(pdf).expect("a PDF with words");
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
