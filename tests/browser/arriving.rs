//! How texts come in: as files of every form, by paste, and handed over by another page.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use thirtyfour::Key;
use thirtyfour::prelude::*;

use crate::common::sample::ARTICLE;
use crate::page::Page;
use crate::site::Site;

/// A file that a real program has made.
fn document(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/documents").join(name)
}

/// Words of the article in them: across a hyphen, and from its last paragraph.
const WORDS: [&str; 2] = [
    "“We did not win everything, but nobody will be asked to work nineteen hours again,” said Marta Lindqvist, who leads the Union of Seafarers.",
    "Lindqvist said that her members were ready for a long autumn.",
];

/// Opens a document and waits for its reading.
async fn open(page: &Page, name: &str) -> WebDriverResult<()> {
    let before = page.readings().await?;
    page.open_files(&[document(name)]).await?;
    page.read_after(before).await
}

async fn has_the_article(page: &Page, name: &str) -> WebDriverResult<()> {
    let article = page.article().await?;
    for words in WORDS {
        assert!(article.contains(words), "{name}: {article}");
    }
    assert!(!article.contains("Saturday edition") && !article.contains("Most read"), "{name}: {article}");
    Ok(())
}

pub async fn every_form_is_opened(page: Page) -> WebDriverResult<()> {
    for name in [
        "ferry.docx",
        "ferry.pdf",
        "columns.pdf",
        "ferry.rtf",
        "ferry.eml",
        "ferry.md",
        "chromium.html",
        "firefox.html",
    ] {
        open(&page, name).await?;
        has_the_article(&page, name).await?;
        assert!(page.painted("actor").await?.contains(&"Marta Lindqvist".to_string()), "{name}");
    }
    Ok(())
}

/// The way of a reporter: a press release comes as a PDF, and its quotes go into a spreadsheet.
pub async fn a_pdf_goes_in_and_quotes_come_out_as_a_table(page: Page) -> WebDriverResult<()> {
    open(&page, "ferry.pdf").await?;
    let table = page.download("#download-quotes").await?;
    let mut table = csv::Reader::from_reader(table.trim_start_matches('\u{feff}').as_bytes());
    let rows: Vec<csv::StringRecord> = table.records().map(|row| row.expect("a row")).collect();
    let said = "We did not win everything, but nobody will be asked to work nineteen hours again";
    let row = rows.iter().find(|row| row.iter().any(|cell| cell.contains(said)));
    let row = row.unwrap_or_else(|| panic!("the quote has no row: {rows:?}"));
    assert!(row.iter().any(|cell| cell == "Marta Lindqvist"), "{row:?}");
    Ok(())
}

pub async fn what_cannot_be_opened_says_what_to_do(page: Page) -> WebDriverResult<()> {
    page.paste_article(ARTICLE).await?;
    let article = page.article().await?;
    let picture = page.downloads.join("photo.png");
    let broken = page.downloads.join("half.rtf");
    std::fs::write(&picture, b"\x89PNG\r\n\x1a\n").expect("written");
    std::fs::write(&broken, br"{\rtf1 Words").expect("written");
    for (file, words) in [
        (document("locked.pdf"), "open it with its password"),
        (document("scanned.pdf"), "text recognition"),
        (broken, "open it in the program that made it"),
        (picture, "is a picture"),
    ] {
        page.open_files(&[file]).await?;
        page.until_noticed(words).await?;
        assert_eq!(page.article().await?, article, "what was there stays");
    }
    page.click("#put-away").await?;
    page.until("it is put away", "document.querySelector('#notice').textContent.trim() === ''").await
}

pub async fn several_files_are_opened_at_once(page: Page) -> WebDriverResult<()> {
    let files = [document("ferry.docx"), document("locked.pdf"), page.downloads.join("border.txt")];
    std::fs::write(&files[2], ARTICLE).expect("written");
    page.open_files(&files).await?;
    page.read_after(0).await?;
    page.until_noticed("Not opened: border.txt").await?;
    page.until_noticed("locked.pdf is locked").await?;
    has_the_article(&page, "ferry.docx").await?;
    // Where things are kept, there is a place for all of them.
    page.click("#keep").await?;
    page.until_kept("it is kept", |kept| kept.len() == 1).await?;
    page.open_files(&files).await?;
    page.until_noticed("On the shelf: border.txt").await?;
    page.until_kept("both are kept", |kept| kept.len() == 2).await?;
    page.click("#open-shelf").await?;
    page.fill("#search-shelf", "border post").await?;
    page.until("it is found", "document.querySelectorAll('#shelf li').length === 1").await?;
    let before = page.readings().await?;
    page.click("#shelf li .open").await?;
    page.read_after(before).await?;
    assert!(page.article().await?.contains("Mandera"));
    page.delete_what_is_kept().await
}

pub async fn an_export_is_opened_with_what_was_put_right(page: Page) -> WebDriverResult<()> {
    page.paste_article(ARTICLE).await?;
    page.fill("#outlet", "The Lamu Herald").await?;
    page.click("#quotes li[data-id] button.dismiss").await?;
    page.until("it is dismissed", "document.querySelectorAll('#changes li').length === 1").await?;
    let quotes = page.painted("quote").await?;
    let json = page.download("#download-json").await?;
    let file = page.downloads.join("reading.json");
    std::fs::write(&file, json).expect("written");
    page.open().await?;
    page.open_files(&[file]).await?;
    page.read_after(0).await?;
    page.until("it is dismissed", "document.querySelectorAll('#changes li').length === 1").await?;
    assert_eq!(page.painted("quote").await?, quotes);
    assert_eq!(page.value("document.querySelector('#outlet').value").await?, "The Lamu Herald");
    assert!(page.kept().await?.is_empty(), "it is kept only by who asks for it");
    let other = page.downloads.join("other.json");
    std::fs::write(&other, "{\"a\": 1}").expect("written");
    page.open_files(&[other]).await?;
    page.until_noticed("was not written by Dateline").await
}

pub async fn rich_text_is_pasted_without_what_stands_around_it(page: Page) -> WebDriverResult<()> {
    let markup = "<nav>Home News Sport</nav><h1>Ferry strike ends</h1><p>The ferry crews <b>ended</b>\n their strike on Monday, \
        Marta Lindqvist said in Tarsholm.</p><ul><li>Forty new sailors</li><li>Shorter shifts</li></ul>\
        <p style='display: none'>Subscribe now</p><p aria-hidden='true'>Advertisement</p><script>var a = 1;</script><p>Police in Tarsholm \
        detained two men.</p>";
    page.copy_markup_elsewhere(markup).await?;
    page.press("#article", Key::Control + "v").await?;
    page.read_after(0).await?;
    assert_eq!(
        page.article().await?.trim_end(),
        "Ferry strike ends\n\nThe ferry crews ended their strike on Monday, Marta Lindqvist said in Tarsholm.\n\n\
         Forty new sailors\nShorter shifts\n\nPolice in Tarsholm detained two men."
    );
    Ok(())
}

pub async fn a_pasted_address_is_answered(page: Page) -> WebDriverResult<()> {
    page.copy_elsewhere("https://news.example/ferry-strike?id=1").await?;
    page.press("#article", Key::Control + "v").await?;
    page.until_noticed("Dateline fetches nothing").await?;
    assert_eq!(page.article().await?.trim(), "");
    page.paste_article(ARTICLE).await?;
    page.until("nothing is said any more", "document.querySelector('#notice').textContent.trim() === ''")
        .await
}

pub async fn another_page_hands_its_words_over(page: Page) -> WebDriverResult<()> {
    page.click("#open-about").await?;
    let bookmark = page.value("document.querySelector('#bookmarklet').getAttribute('href')").await?;
    let bookmark = bookmark.as_str().expect("an address").replace('\'', "&#39;");
    let body = ARTICLE.split("\n\n").map(|paragraph| format!("<p>{paragraph}</p>")).collect::<String>();
    let news = format!(
        "<!doctype html><meta charset=utf-8><link rel=icon href='data:,'><title>News</title><style>.later {{ display: none }}</style>\
         <nav>Home</nav><div>{body}</div><p class=later>Log in to go on</p><a href='{bookmark}'>Bookmark</a>"
    );
    let folder = page.downloads.join("news");
    std::fs::create_dir_all(&folder).expect("a folder");
    std::fs::write(folder.join("news.html"), news).expect("written");
    let site = Arc::new(Site::of(folder));
    // Another origin than the page's.
    let address = format!("{}/news.html", site.origin().replace("localhost", "127.0.0.1"));
    page.watch.visit(&address);
    let asked = page.watch.site().requests().len();
    let there = page.driver.new_tab().await?;
    page.driver.switch_to_window(there.clone()).await?;
    page.driver.goto(&address).await?;
    page.watch.loading();
    let known = page.driver.windows().await?;
    page.driver.find(By::Css("a")).await?.click().await?;
    let opened = window_beside(&page, &known).await?;
    page.driver.switch_to_window(opened).await?;
    page.read_after(0).await?;
    page.watch.quiet().await;
    page.watch.loaded();
    let article = page.article().await?;
    assert!(
        article.contains("Mandera") && !article.contains("Home") && !article.contains("Log in"),
        "{article}"
    );
    assert_eq!(page.value("location.hash").await?, "", "nobody else is waited for");
    // Words that come unasked are not taken.
    page.driver
        .execute("opener.postMessage('', '*'); postMessage({html: '<p>Other words</p>'}, '*');", vec![])
        .await?;
    let own = [
        "",
        "page.css",
        "page.js",
        "boot.js",
        "page_bg.wasm",
        "worker.js",
        "worker_bg.wasm",
        "encoder.bin",
        "places.bin",
        "places.tsv",
        "map.tsv",
    ];
    for path in page.watch.site().requests().into_iter().skip(asked) {
        let (name, query) =
            path.trim_start_matches('/').split_once('?').unwrap_or((path.trim_start_matches('/'), ""));
        assert!(
            own.contains(&name) && query.len() <= 64 && query.bytes().all(|byte| byte.is_ascii_hexdigit()),
            "{path}"
        );
    }
    assert_eq!(page.article().await?, article);
    Ok(())
}

/// The window that is none of `known`, once it is there.
async fn window_beside(page: &Page, known: &[WindowHandle]) -> WebDriverResult<WindowHandle> {
    for _ in 0..200 {
        let windows = page.driver.windows().await?;
        if let Some(opened) = windows.into_iter().find(|window| !known.contains(window)) {
            return Ok(opened);
        }
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
    panic!("no window is opened");
}

/// A page that nobody hands anything over says so.
pub async fn a_page_that_waits_in_vain_says_so(page: Page) -> WebDriverResult<()> {
    page.driver.goto("about:blank").await?;
    page.watch.loading();
    page.driver.goto(format!("{}#/hand-over", page.address)).await?;
    page.until_noticed("handed nothing over").await?;
    page.watch.quiet().await;
    page.watch.loaded();
    assert_eq!(page.value("location.hash").await?, "");
    Ok(())
}
