//! Whole pages as people paste them, each with all that is to be found of its layout.
//!
//! A page in `tests/pages` marks every line: `T ` the headline, `P ` a paragraph of the article, `+ ` the next line of
//! a paragraph that was wrapped by hand, `C ` a caption, `D ` the time of an entry, `- ` furniture. Lines that start with `@`
//! tell the byline, dateline and day of publication; what no such line tells must not be found.

use std::collections::HashMap;
use std::path::Path;

use dateline::article::{Article, Lines};
use dateline::encoder::{Cache, Model};
use dateline::page::{Mark, check, clean, whole};
use dateline::text::Span;
use dateline::{Options, Reading};

#[derive(Default)]
struct Page {
    /// As it is pasted.
    text: String,
    /// Byline, dateline and day of publication.
    told: HashMap<String, String>,
    title: Option<String>,
    /// The headline, paragraphs and captions.
    paragraphs: Vec<String>,
    captions: Vec<String>,
    /// From the first to the last character of these.
    article: Option<Span>,
}

fn page(marked: &str) -> Page {
    let mut page = Page::default();
    for line in marked.lines() {
        if let Some((name, value)) = line.strip_prefix('@').and_then(|line| line.split_once(' ')) {
            page.told.insert(name.to_string(), value.to_string());
            continue;
        }
        let (mark, words) = line.split_at_checked(2).unwrap_or_default();
        let span = Span::new(page.text.len(), page.text.len() + words.len());
        page.text.push_str(words);
        page.text.push('\n');
        match mark {
            "T " => page.title = Some(words.to_string()),
            "C " => page.captions.push(words.to_string()),
            "P " | "D " | "- " | "" => {}
            "+ " => {
                let last = page.paragraphs.last_mut().expect("a paragraph goes on");
                last.push('\n');
                last.push_str(words);
            }
            other => panic!("what is {other:?} in {line:?}?"),
        }
        if matches!(mark, "T " | "P " | "C ") {
            page.paragraphs.push(words.to_string());
        }
        if matches!(mark, "T " | "P " | "+ " | "C ") {
            let start = page.article.map_or(span.start, |article| article.start);
            page.article = Some(Span::new(start, span.end));
        }
    }
    page
}

fn pages() -> Vec<(String, Page)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/pages");
    let mut pages: Vec<(String, Page)> = std::fs::read_dir(folder)
        .expect("the folder of pages is there")
        .map(|entry| {
            let path = entry.expect("it can be listed").path();
            let marked = std::fs::read_to_string(&path).expect("pages are UTF-8");
            (path.file_stem().expect("a name").to_string_lossy().into_owned(), page(&marked))
        })
        .collect();
    pages.sort_by(|a, b| a.0.cmp(&b.0));
    assert!(pages.len() >= 24, "pages are missing");
    pages
}

/// What differs from what is expected of `text`, the page itself being the truth.
fn differences(page: &Page, text: &str) -> Vec<String> {
    let layout = clean(text);
    let mut differences = Vec::new();
    let mut compare = |what: &str, found: Option<String>, expected: Option<&String>| {
        if found.as_ref() != expected {
            differences.push(format!("{what}: {found:?} instead of {expected:?}"));
        }
    };
    let words = |span: Option<Span>| span.map(|span| span.of(text).replace("\r\n", "\n"));
    compare("title", words(layout.title), page.title.as_ref());
    compare("byline", words(layout.byline), page.told.get("byline"));
    compare("dateline", words(layout.dateline), page.told.get("dateline"));
    compare(
        "published",
        layout.published.map(|published| published.date.to_string()),
        page.told.get("published"),
    );
    let article = page.article.map(|span| span.of(&page.text).to_string());
    // Whole articles are long: their ends tell enough.
    let ends = |words: String| {
        let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
        let (start, end) = (words.chars().take(40), words.chars().rev().take(60).collect::<Vec<_>>());
        start.chain("…".chars()).chain(end.into_iter().rev()).collect::<String>()
    };
    compare("article", words(Some(layout.article)).map(ends), article.map(ends).as_ref());
    let paragraphs: Vec<String> =
        layout.paragraphs().map(|span| span.of(text).replace("\r\n", "\n")).collect();
    let captions: Vec<&str> = layout.captions.iter().map(|span| span.of(text)).collect();
    if captions != page.captions {
        differences.push(format!("captions: {captions:?} instead of {:?}", page.captions));
    }
    differences.extend(
        paragraphs
            .iter()
            .filter(|found| !page.paragraphs.contains(found))
            .map(|found| format!("let in: {found:?}")),
    );
    differences.extend(
        page.paragraphs
            .iter()
            .filter(|words| !paragraphs.contains(words))
            .map(|words| format!("left out: {words:?}")),
    );
    for line in &layout.furniture {
        assert!(!layout.paragraphs().any(|paragraph| paragraph.overlaps(*line)), "furniture that is kept");
    }
    differences
}

fn assert_layouts(transform: impl Fn(&str) -> String) {
    let mut failures = Vec::new();
    for (name, page) in pages() {
        let text = transform(&page.text);
        assert_eq!(check(&text), Ok(()), "{name}");
        failures
            .extend(differences(&page, &text).into_iter().map(|difference| format!("{name}: {difference}")));
    }
    assert!(failures.is_empty(), "\n{}", failures.join("\n"));
}

#[test]
fn pages_are_told_from_their_furniture() {
    assert_layouts(str::to_string);
}

#[test]
fn blank_lines_and_line_ends_do_not_matter() {
    assert_layouts(|text| text.replace('\n', "\r\n"));
    assert_layouts(|text| format!("\n\n{}\n \n", text.replace("\n\n", "\n \n\n")));
}

/// The lines of `page` that are neither kept, nor told as the byline's or the date's, nor furniture; and those that are
/// furniture though they are kept.
#[test]
fn every_line_is_read_or_furniture() {
    for (name, page) in pages() {
        let layout = clean(&page.text);
        let paragraphs: Vec<Span> = layout.paragraphs().collect();
        let times: Vec<Span> = layout.sections.iter().filter_map(|section| section.time).collect();
        let mut told = Vec::new();
        let mut at = 0;
        for line in page.text.split_inclusive('\n') {
            let span = Span::new(at, at + line.len()).trimmed(&page.text);
            at += line.len();
            let is_in = |spans: &[Span]| spans.iter().any(|other| other.contains(span));
            if !span.is_empty() && !is_in(&paragraphs) && !is_in(&layout.furniture) && !is_in(&times) {
                told.push(span.of(&page.text));
            }
        }
        // The byline's line and the date's, which may be one.
        assert!(told.len() <= 2, "{name}: {told:?}");
        let share = layout.share_read(&page.text);
        assert_eq!(share < 1.0, !layout.furniture.is_empty(), "{name}: {share}");
        assert!(share > 0.0, "{name}: {share}");
    }
}

#[test]
fn the_whole_of_a_page_has_no_furniture() {
    for (name, page) in pages() {
        let (cleaned, layout) = (clean(&page.text), whole(&page.text, &[]));
        let words = |spans: &[Span]| {
            let lines = spans.iter().flat_map(|span| span.of(&page.text).split_whitespace());
            lines.collect::<Vec<_>>().join(" ")
        };
        let all = page.text.split_whitespace().collect::<Vec<_>>().join(" ");
        assert_eq!(words(&layout.paragraphs().collect::<Vec<_>>()), all, "{name}");
        assert_eq!(layout.share_read(&page.text), 1.0, "{name}");
        assert_eq!((layout.title, layout.published), (cleaned.title, cleaned.published), "{name}");
    }
}

/// The article and the furniture of a text in which something was said of lines.
fn marked(text: &str, words: &str, is_article: bool) -> (Vec<String>, Vec<String>) {
    let start = text.find(words).expect("the words are there");
    let marks = vec![Mark { span: Span::new(start, start + words.len()), is_article }];
    let Article { text, layout, .. } = Article::cut(text, &Lines { all: false, marks });
    let words = |span: Span| span.of(&text).to_string();
    (layout.paragraphs().map(words).collect(), layout.furniture.iter().map(|span| words(*span)).collect())
}

#[test]
fn what_the_user_says_of_a_line_counts() {
    let text = "Ferry runs aground off Skara\n\nBy Tora Lind\n\nA ferry with 212 people on board ran aground off Skara on \
                Sunday night, the coast guard said. Nobody was hurt.\n\nThe captain was questioned by police on Monday.\n\n\
                Sign up for our newsletter\n";
    let paragraph = "The captain was questioned by police on Monday.";
    let (paragraphs, furniture) = marked(text, paragraph, false);
    assert!(
        !paragraphs.iter().any(|words| words == paragraph)
            && furniture.iter().any(|words| words == paragraph)
    );
    let (paragraphs, furniture) = marked(text, "Sign up", true);
    assert!(paragraphs.iter().any(|words| words.starts_with("Sign up")));
    assert!(!furniture.iter().any(|words| words.starts_with("Sign up")));
}

#[test]
fn entries_of_a_live_blog_are_sections_with_their_times() {
    let text = "Storm Hilda live: two missing as river bursts its banks\nBy Tora Lind\nTue 21 Feb 2023 17.42 GMT\n\n\
                17.42\nMayor says two are missing\nThe mayor of Velm says two people are missing after the river burst its \
                banks this afternoon. “We are searching every cellar,” she told reporters.\n\n\
                16.05\nAll trains between Velm and Orsk have been stopped, the railway company says, and buses cannot pass the \
                bridge.\n\n\
                14.30\nGood afternoon and welcome to our live coverage. Storm Hilda reached the coast at noon.\n";
    let Article { text, layout, .. } = Article::of(text);
    let times: Vec<Option<&str>> =
        layout.sections.iter().map(|section| section.time.map(|time| time.of(&text))).collect();
    assert_eq!(times, [Some("17.42"), Some("16.05"), Some("14.30")]);
    assert!(layout.article.of(&text).ends_with("reached the coast at noon."));
    assert_eq!(layout.published.map(|published| published.date.to_string()).as_deref(), Some("2023-02-21"));
}

/// Two stories, each under its headline with its date, as somebody joins them who reads many.
const JOINED: &str = "Harbour of Velm closed after oil spill\n\nBy Tora Lind\n\n3 March 2021\n\n\
    The harbour of Velm was closed on Wednesday after a tanker lost oil, the port authority said. Divers searched the \
    hull for a leak, and fishermen pulled in their nets. “Nobody has seen so much oil here,” said Arne Holt, who leads \
    the harbour. The tanker had come from Lisbon with fuel for the power station.\n\n\
    Volunteers cleaned birds on the beach until late at night. The authority said the cleaning would take two weeks.\n\n\
    Court in Orsk frees two editors\n\nBy Pavel Dorn\n\n4 March 2021\n\n\
    A court in Orsk freed two newspaper editors on Thursday who had been held for a year. Prosecutors had accused them of \
    spreading rumours about a mine. “We will print again,” said Vera Malin, one of the two.\n\n\
    The mine’s owner denied that it had asked for the arrests.\n";

#[test]
fn what_is_left_of_a_joined_text_is_told_and_can_be_read() {
    let read = |read_all: bool| {
        let options = Options { read_all, ..Options::default() };
        dateline::read(JOINED, &options, Model::released(), &mut Cache::new(), |_| ()).expect("English prose")
    };
    let (cleaned, all) = (read(false), read(true));
    let mentions = |reading: &Reading, name: &str| reading.entities.iter().any(|entity| entity.name == name);
    let words = |span: &dateline::reading::Span| {
        JOINED.chars().skip(span.start).take(span.end - span.start).collect::<String>()
    };
    let unread: Vec<String> = cleaned.furniture.iter().map(words).collect();
    assert!(
        mentions(&cleaned, "Vera Malin") || unread.iter().any(|line| line.contains("Vera Malin")),
        "neither read nor told: {unread:?}"
    );
    assert!(mentions(&all, "Arne Holt") && mentions(&all, "Vera Malin"));
    assert_eq!((all.furniture.len(), all.share_read), (0, 1.0));
    assert_eq!(all.title, cleaned.title);
}

#[test]
fn names_are_read_across_wrapped_lines_and_special_spaces() {
    let text = "VIENNA -- Inspectors from the agency of the United\nNations found broken seals at a plant in the United\n\
                Kingdom, and the talks will now be held later than had\nbeen planned, the country's Prime Minister Anna\n\
                Berger told the European\u{a0}Union in a short speech on\nMonday night in Vienna.\n";
    for text in [text.to_string(), text.replace('\n', "\r\n")] {
        let reading = dateline::read(
            &text,
            &dateline::Options::default(),
            Model::released(),
            &mut Cache::new(),
            |_| (),
        )
        .expect("English prose");
        let words = |start: usize, end: usize| {
            let words: String = text.chars().skip(start).take(end - start).collect();
            words.split_whitespace().collect::<Vec<_>>().join(" ")
        };
        let mentions = reading.entities.iter().flat_map(|entity| &entity.mentions);
        let found: Vec<String> = mentions.map(|mention| words(mention.start, mention.end)).collect();
        for name in ["United Nations", "United Kingdom", "Anna Berger", "European Union"] {
            assert!(found.iter().any(|words| words == name), "{name} in {text:?}: {found:?}");
        }
    }
}

#[test]
fn who_wrote_an_interview_asks_the_questions() {
    let text = "The river and the mayor\nInterview by Petra Lang\n\nAnna Kovacs has led Szeged since 2019. We met in her office, \
                which looks on the river.\n\nQ: When will the schools reopen?\n\nA: We hope to open the first of them in \
                March.\n\nQ: Who pays for it?\n\nA: The state has promised half of the money.\n";
    let options = Options::default();
    let reading =
        dateline::read(text, &options, Model::released(), &mut Cache::new(), |_| ()).expect("it can be read");
    let speakers = reading.quotes.iter().map(|quote| Some(reading.entities[quote.speaker?].name.as_str()));
    let expected = ["Petra Lang", "Anna Kovacs", "Petra Lang", "Anna Kovacs"];
    assert_eq!(speakers.collect::<Vec<_>>(), expected.map(Some));
}
