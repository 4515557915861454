//! The corpora's development sets, read by the engine itself: words as it cuts them, weights as it ships them.
//!
//! `./dev score` prints the figures. A name counts with its exact span and type; a source, cue or content with its exact
//! span, a content by token with its words; a discontinuous content from its first to its last character.

use std::collections::HashSet;
use std::fmt::Write as _;
use std::fs;
use std::hash::Hash;
use std::ops::Range;
use std::path::{Path, PathBuf};

use dateline::encoder::{Cache, Model};
use dateline::reading::{NameType, Tagged};
use dateline::{Options, read};
use rayon::prelude::*;
use serde::Deserialize;

/// Sentences that are read as one text.
const TOGETHER: usize = 12;

/// The folder of the corpora. Says so where they are not here.
fn corpora() -> Option<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/corpora");
    if !folder.is_dir() {
        println!("skipped: the corpora (../shared/corpora) are not here");
        return None;
    }
    Some(folder)
}

fn rows<T: for<'a> Deserialize<'a>>(path: PathBuf) -> Vec<T> {
    let lines = fs::read_to_string(path).expect("the corpus can be read");
    lines.lines().map(|line| serde_json::from_str(line).expect("each line is JSON")).collect()
}

fn tagged(text: &str) -> Tagged {
    let options = Options { spans: true, ..Options::default() };
    let reading = read(text, &options, Model::released(), &mut Cache::new(), |_| ());
    reading.ok().and_then(|reading| reading.spans).unwrap_or_default()
}

/// Right, found and wanted.
#[derive(Clone, Copy, Default)]
struct Counts([usize; 3]);

impl Counts {
    fn of<T: Eq + Hash>(found: impl IntoIterator<Item = T>, wanted: impl IntoIterator<Item = T>) -> Self {
        let (found, wanted): (HashSet<T>, HashSet<T>) =
            (found.into_iter().collect(), wanted.into_iter().collect());
        Counts([found.intersection(&wanted).count(), found.len(), wanted.len()])
    }

    fn add(self, other: Counts) -> Counts {
        Counts(std::array::from_fn(|i| self.0[i] + other.0[i]))
    }

    fn f1(self) -> f64 {
        let [right, found, wanted] = self.0;
        2.0 * right as f64 / (found + wanted).max(1) as f64
    }
}

#[derive(Deserialize)]
struct Sentence {
    tokens: Vec<String>,
    tags: Vec<String>,
}

/// Sentences as running text, and where their names stand in code points.
fn running(sentences: &[Sentence]) -> (String, Vec<(Range<usize>, NameType)>) {
    let mut text = String::new();
    let mut names: Vec<(Range<usize>, NameType)> = Vec::new();
    for sentence in sentences {
        let mut glue = true;
        for (token, tag) in sentence.tokens.iter().zip(&sentence.tags) {
            let joins = matches!(token.as_str(), "." | "," | ";" | ":" | "?" | "!" | ")" | "]" | "%" | "n't")
                || token.starts_with(['\'', '’']) && token.len() > 1;
            if !glue && !joins {
                text.push(' ');
            }
            glue = matches!(token.as_str(), "(" | "[" | "$" | "£" | "#");
            let start = text.chars().count();
            text.push_str(token);
            let end = text.chars().count();
            match (&tag[..1], tag.get(2..).and_then(kind)) {
                ("B", Some(kind)) => names.push((start..end, kind)),
                ("I", Some(_)) => {
                    if let Some(name) = names.last_mut() {
                        name.0.end = end;
                    }
                }
                _ => {}
            }
        }
        text.push_str("\n\n");
    }
    (text, names)
}

fn kind(tag: &str) -> Option<NameType> {
    match tag {
        "PER" => Some(NameType::Per),
        "ORG" => Some(NameType::Org),
        "LOC" => Some(NameType::Loc),
        _ => None,
    }
}

#[test]
#[ignore = "measures for minutes: ./dev score runs it"]
fn names_of_the_corpora() {
    let Some(folder) = corpora() else { return };
    for (set, mark) in [("uner_ewt-dev", 0.6), ("crossner_politics-dev", 0.7), ("ner_gum-dev", 0.6)] {
        let sentences: Vec<Sentence> = rows(folder.join(format!("{set}.jsonl")));
        let counts = sentences.par_chunks(TOGETHER).map(|sentences| {
            let (text, wanted) = running(sentences);
            let found = tagged(&text).names.into_iter().filter(|name| name.kind != NameType::Misc);
            let found: Vec<_> = found.map(|name| (name.start..name.end, name.kind)).collect();
            let of = |kind: NameType| {
                let only = |names: &[(Range<usize>, NameType)]| {
                    names.iter().filter(|name| name.1 == kind).cloned().collect::<Vec<_>>()
                };
                Counts::of(only(&found), only(&wanted))
            };
            [of(NameType::Per), of(NameType::Org), of(NameType::Loc)]
        });
        let [person, body, place] =
            counts.reduce(|| [Counts::default(); 3], |a, b| std::array::from_fn(|kind| a[kind].add(b[kind])));
        let all = person.add(body).add(place);
        println!(
            "{set}: names {:.3} (PER {:.3}, ORG {:.3}, LOC {:.3})",
            all.f1(),
            person.f1(),
            body.f1(),
            place.f1()
        );
        assert!(all.f1() >= mark, "{set} is below {mark}");
    }
}

#[derive(Deserialize)]
struct Article {
    text: String,
    attributions: Vec<Attribution>,
}

#[derive(Deserialize)]
struct Attribution {
    source: Option<Vec<(usize, usize)>>,
    cue: Vec<(usize, usize)>,
    content: Vec<(usize, usize)>,
}

/// From the first to the last character.
fn whole(parts: &[(usize, usize)]) -> Option<(usize, usize)> {
    Some((parts.first()?.0, parts.last()?.1))
}

/// Where the words of `text` begin, in code points.
fn word_starts(text: &str) -> Vec<usize> {
    let mut starts = Vec::new();
    let mut before = ' ';
    for (at, letter) in text.chars().enumerate() {
        if !letter.is_whitespace() && before.is_whitespace() {
            starts.push(at);
        }
        before = letter;
    }
    starts
}

#[test]
#[ignore = "measures for minutes: ./dev score runs it"]
fn attributions_of_the_corpora() {
    let Some(folder) = corpora() else { return };
    let articles: Vec<Article> = rows(folder.join("polnear-dev.jsonl"));
    let counts = articles
        .par_iter()
        .map(measured)
        .reduce(|| [Counts::default(); 5], |a, b| std::array::from_fn(|figure| a[figure].add(b[figure])));
    let mut line = String::from("polnear-dev:");
    let names = ["source", "cue", "content exact", "content by token", "whole"];
    for (name, counts) in names.iter().zip(counts) {
        write!(line, " {name} {:.3}", counts.f1()).expect("a string can be written to");
    }
    println!("{line}");
    assert!(counts[3].f1() >= 0.8, "contents are found");
}

/// A quote of the engine against the corpus.
struct Judged {
    confidence: f32,
    /// Whether it overlaps an attribution.
    is_right: bool,
    /// Whether its content is the attribution's but for marks, "that" and border punctuation.
    is_near: bool,
    speaker_confidence: f32,
    /// Whether its source or a mention of its speaker overlaps the attribution's source; none where either has none.
    is_speaker_right: Option<bool>,
}

/// What is left of a content without what the guidelines leave out.
fn bare(text: &[char], span: (usize, usize)) -> String {
    let words: String = text.get(span.0..span.1).unwrap_or_default().iter().collect();
    let is_border = |c: char| c.is_whitespace() || "\"“”'‘’.,;:".contains(c);
    let words = words.trim_matches(is_border);
    words.strip_prefix("that ").unwrap_or(words).trim_matches(is_border).to_string()
}

fn overlap(a: (usize, usize), b: (usize, usize)) -> bool {
    a.0 < b.1 && b.0 < a.1
}

/// The quotes of an article, judged; and of all attributions, and of those that open with a mark, how many a quote
/// overlaps and how many there are.
fn judged(article: &Article) -> (Vec<Judged>, [Counts; 2]) {
    let Ok(reading) = read(&article.text, &Options::default(), Model::released(), &mut Cache::new(), |_| ())
    else {
        return (Vec::new(), [Counts::default(); 2]);
    };
    let text: Vec<char> = article.text.chars().collect();
    let wanted: Vec<_> =
        article.attributions.iter().filter_map(|one| Some((whole(&one.content)?, one))).collect();
    let pair = |span: dateline::reading::Span| (span.start, span.end);
    let judge = |quote: &dateline::reading::Quote| {
        let content = pair(quote.content);
        let of = wanted.iter().filter(|(span, _)| overlap(*span, content));
        let shares_cue = |one: &Attribution| {
            quote.cue.zip(whole(&one.cue)).is_some_and(|(cue, other)| overlap(pair(cue), other))
        };
        let shared = |span: (usize, usize)| span.1.min(content.1).saturating_sub(span.0.max(content.0));
        let best = of.max_by_key(|(span, one)| (shares_cue(one), shared(*span)));
        let mentions = reading.entities.iter().filter(|entity| Some(entity.id) == quote.speaker);
        let mentions = mentions.flat_map(|entity| entity.mentions.iter().map(|one| (one.start, one.end)));
        let mut named: Vec<_> = mentions.chain(quote.source.map(pair)).collect();
        let source = best.and_then(|(_, one)| whole(one.source.as_ref()?)).filter(|_| !named.is_empty());
        Judged {
            confidence: quote.confidence,
            is_right: best.is_some(),
            is_near: best.is_some_and(|(span, _)| bare(&text, *span) == bare(&text, content)),
            speaker_confidence: quote.speaker_confidence,
            is_speaker_right: source.map(|source| named.drain(..).any(|mention| overlap(mention, source))),
        }
    };
    let is_found =
        |span: (usize, usize)| reading.quotes.iter().any(|quote| overlap(pair(quote.content), span));
    let recall = |only_marked: bool| {
        let all = wanted.iter().filter(|(span, _)| !only_marked || "\"“'‘".contains(text[span.0]));
        let found: Vec<bool> = all.map(|(span, _)| is_found(*span)).collect();
        Counts([found.iter().filter(|found| **found).count(), 0, found.len()])
    };
    (reading.quotes.iter().map(judge).collect(), [recall(false), recall(true)])
}

/// Prints for each band of confidence how many there are, their mean confidence and the share that is right.
fn reliability(name: &str, judged: impl Iterator<Item = (f32, bool)>) {
    let judged: Vec<(f32, bool)> = judged.collect();
    for (low, high) in [(0.0, 0.5), (0.5, 0.7), (0.7, 0.94), (0.94, 0.97), (0.97, 1.01)] {
        let band: Vec<_> = judged.iter().filter(|(sure, _)| (low..high).contains(sure)).collect();
        let count = band.len().max(1) as f32;
        let mean = band.iter().map(|(sure, _)| sure).sum::<f32>() / count;
        let right = band.iter().filter(|(_, right)| *right).count() as f32 / count;
        println!("  {name} from {low:.2}: {} of mean confidence {mean:.2}, right {right:.2}", band.len());
    }
}

/// The quotes of the guidelines against the attributions of the corpus, which are wider: thoughts, wishes and speech
/// acts with a noun for their content are attributions, too.
#[test]
#[ignore = "measures for minutes: ./dev score runs it"]
fn quotes_of_the_corpora() {
    let Some(folder) = corpora() else { return };
    let articles: Vec<Article> = rows(folder.join("polnear-dev.jsonl"));
    let all: Vec<_> = articles.par_iter().map(judged).collect();
    let quotes: Vec<&Judged> = all.iter().flat_map(|(quotes, _)| quotes).collect();
    let share = |is: fn(&Judged) -> bool| {
        quotes.iter().filter(|quote| is(quote)).count() as f64 / quotes.len().max(1) as f64
    };
    let [of_all, of_direct] = [0, 1].map(|which| {
        let Counts([right, _, wanted]) =
            all.iter().map(|(_, counts)| counts[which]).fold(Counts::default(), Counts::add);
        right as f64 / wanted.max(1) as f64
    });
    let speakers: Vec<bool> = quotes.iter().filter_map(|quote| quote.is_speaker_right).collect();
    let speakers = speakers.iter().filter(|right| **right).count() as f64 / speakers.len().max(1) as f64;
    println!(
        "polnear-dev: {} quotes, attributions {:.3}, near-exact {:.3}, speakers {speakers:.3}; of all attributions \
         {of_all:.3} are quotes, of those in marks {of_direct:.3}",
        quotes.len(),
        share(|quote| quote.is_right),
        share(|quote| quote.is_near)
    );
    reliability("quotes", quotes.iter().map(|quote| (quote.confidence, quote.is_right)));
    let speakers =
        quotes.iter().filter_map(|quote| Some((quote.speaker_confidence, quote.is_speaker_right?)));
    reliability("speakers", speakers);
    assert!(share(|quote| quote.is_right) >= 0.9, "quotes are attributions");
    assert!(of_direct >= 0.85, "quotations are found");
}

/// Source, cue, content exactly and by token, and whole attributions whose three parts overlap.
fn measured(article: &Article) -> [Counts; 5] {
    let found = tagged(&article.text).attributions;
    let wanted: Vec<_> = article
        .attributions
        .iter()
        .filter_map(|one| {
            let source = one.source.as_ref().and_then(|source| whole(source));
            Some((source, whole(&one.cue)?, whole(&one.content)?))
        })
        .collect();
    let found: Vec<_> = found
        .iter()
        .filter_map(|one| {
            let pair = |span: dateline::reading::Span| (span.start, span.end);
            Some((one.source.map(pair), one.cue.map(pair)?, pair(one.content)))
        })
        .collect();
    let starts = word_starts(&article.text);
    let words = |spans: Vec<(usize, usize)>| {
        let inside = spans.into_iter().flat_map(|(start, end)| {
            starts.iter().copied().filter(move |word| (start..end).contains(word)).collect::<Vec<_>>()
        });
        inside.collect::<Vec<usize>>()
    };
    let agree = |a: &(Option<_>, _, _), b: &(Option<_>, _, _)| {
        let sources = match (a.0, b.0) {
            (Some(a), Some(b)) => overlap(a, b),
            (None, None) => true,
            _ => false,
        };
        sources && overlap(a.1, b.1) && overlap(a.2, b.2)
    };
    let right = wanted.iter().filter(|one| found.iter().any(|other| agree(one, other))).count();
    [
        Counts::of(found.iter().filter_map(|one| one.0), wanted.iter().filter_map(|one| one.0)),
        Counts::of(found.iter().map(|one| one.1), wanted.iter().map(|one| one.1)),
        Counts::of(found.iter().map(|one| one.2), wanted.iter().map(|one| one.2)),
        Counts::of(
            words(found.iter().map(|one| one.2).collect()),
            words(wanted.iter().map(|one| one.2).collect()),
        ),
        Counts([right, found.len(), wanted.len()]),
    ]
}
