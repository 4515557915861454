//! What reading costs as texts grow: time and peak memory of articles joined up to 100,000 words, and of texts of one hostile kind
//! at a length and at four times that. Prints tables, and asserts nothing; `cargo bench --bench cost`.
//!
//! Each text is read by a process of its own, since a process says only what it has taken at most. Seconds are those of the
//! processor, so that what else the machine does counts little.

use std::process::Command;
use std::{env, fs};

use dateline::encoder::{Cache, Model};
use dateline::{Options, read};

/// Where the annotated articles are, beside the repository.
const ARTICLES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../shared/corpora/dateline-train.jsonl");
/// Words of the joined articles.
const LENGTHS: [usize; 5] = [1_000, 3_000, 10_000, 30_000, 100_000];
/// Words of a hostile text; the longer one has four times as many.
const HOSTILE: usize = 2_500;

/// Sentences that repeat, by what they strain. `#` is the number of the repetition.
const KINDS: [(&str, &str); 22] = [
    ("places in one list", "Aleppo, Homs, Lagos, Lima, Quito, Paris, Georgia, Lebanon, Springfield, Troy, "),
    ("places, a sentence each", "Troops shelled Aleppo, Syria. Police searched Paris, Texas. "),
    ("persons in one list", "Ana Duarte, Rui Pinto, John Smith, Mary Jones, Li Wei, Omar Haddad, "),
    ("ever new persons", "Ana Du#arte met Rui P#into. "),
    ("one surname", "Ana Duarte and Rui Duarte met Duarte's brother, Mr. Duarte. "),
    ("pronouns", "He said she told him that they saw her and he hit him. "),
    ("descriptions", "The minister told the company that the group and the man had left. "),
    ("denials", "The army denied that it had bombed the camp. "),
    ("denials in one sentence", "the army denied that it had bombed the camp, which the army denied, "),
    ("possessives", "the king's brother's wife's uncle's "),
    ("numbers", "12 dead, 40 hurt, 1,200 fled, 3.5 million, between 10 and 20, "),
    ("dates", "on 3 May 2015, on Tuesday, last week, a week before 4 April, in 2014, "),
    ("one event told again", "Police arrested John Smith in Paris on Tuesday. "),
    ("triggers without a stop", "attacked bombed killed arrested shot "),
    ("quotes", "\u{201c}We will win,\u{201d} Duarte said. \u{201c}They lost,\u{201d} Pinto said. "),
    ("quotation marks", "\" \u{201c} ' "),
    ("brackets", "((Duarte) said (Pinto "),
    ("an interview", "Q: Did you see it?\nDuarte: I saw it in Lima.\n"),
    ("headings", "Item #\nPolice said\n\n"),
    ("capitals", "POLICE ARRESTED JOHN SMITH IN PARIS SAID ANA DUARTE "),
    (
        "another language",
        "\u{d43}\u{438}\u{43d}\u{438}\u{441}\u{442}\u{440} \u{441}\u{43a}\u{430}\u{437}\u{430}\u{43b} \u{6587}\u{7ae0} ",
    ),
    ("one word a line", "Duarte\n"),
];

fn main() {
    let arguments: Vec<String> = env::args().skip(1).collect();
    if let [kind, words] = &arguments[..]
        && let Ok(words) = words.parse()
    {
        return measure(&text(kind, words));
    }
    println!("articles joined: words, s, words a second, peak memory in MB");
    for words in LENGTHS {
        match cost("articles", words) {
            Some((seconds, memory)) => {
                println!("{words:>8} {seconds:>7.2} {:>7.0} {memory:>6}", words as f64 / seconds);
            }
            None => println!("{words:>8} not read"),
        }
    }
    println!("hostile texts: kind, s for {HOSTILE} words, times as long for four times as many, MB");
    for (kind, _) in KINDS {
        match (cost(kind, HOSTILE), cost(kind, 4 * HOSTILE)) {
            (Some((short, _)), Some((long, memory))) => {
                println!("{kind:<26} {short:>6.2} {:>6.1} {memory:>6}", long / short);
            }
            _ => println!("{kind:<26} not read"),
        }
    }
}

/// Seconds and peak megabytes of a text, as another process of this program tells them.
fn cost(kind: &str, words: usize) -> Option<(f64, u64)> {
    let program = env::current_exe().ok()?;
    let output = Command::new(program).args([kind, &words.to_string()]).output().ok()?;
    let told = String::from_utf8(output.stdout).ok()?;
    let (seconds, memory) = told.trim().split_once(' ')?;
    Some((seconds.parse().ok()?, memory.parse().ok()?))
}

/// Reads a text and prints seconds and peak megabytes.
fn measure(text: &str) {
    let options = Options::default();
    // What is loaded once is not counted.
    let _ = read("Police arrested a man in Paris.", &options, Model::released(), &mut Cache::new(), |_| ());
    let before = seconds();
    let _ = read(text, &options, Model::released(), &mut Cache::new(), |_| ());
    println!("{} {}", seconds() - before, peak());
}

/// Seconds that this process has run on a processor; 0 where the system does not say.
fn seconds() -> f64 {
    let told = fs::read_to_string("/proc/self/schedstat").unwrap_or_default();
    told.split_whitespace().next().and_then(|nanoseconds| nanoseconds.parse::<f64>().ok()).unwrap_or(0.0)
        / 1e9
}

/// The most memory that this process has had, in megabytes; 0 where the system does not say.
fn peak() -> u64 {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.and_then(|line| line.split_whitespace().next()?.parse::<u64>().ok()).unwrap_or(0) / 1_024
}

/// About so many words of a kind.
fn text(kind: &str, words: usize) -> String {
    let part = KINDS.iter().find(|(name, _)| *name == kind).map(|(_, part)| *part);
    let mut text = String::new();
    let mut left = words as isize;
    let mut articles = articles().into_iter().cycle();
    for number in 0.. {
        if left <= 0 {
            break;
        }
        let more = match part {
            Some(part) => part.replace('#', &spelled(number)),
            None => articles.next().unwrap_or_else(|| "There are no articles beside the repository. ".into()),
        };
        left -= more.split_whitespace().count().max(1) as isize;
        text.push_str(&more);
        if part.is_none() {
            text.push_str("\n\n");
        }
    }
    text
}

/// The texts of the annotated articles.
fn articles() -> Vec<String> {
    let lines = fs::read_to_string(ARTICLES).unwrap_or_default();
    let text = |line: &str| {
        serde_json::from_str::<serde_json::Value>(line).ok()?["text"].as_str().map(str::to_owned)
    };
    lines.lines().filter_map(text).collect()
}

/// A number in letters, as a part of a name.
fn spelled(number: usize) -> String {
    number.to_string().bytes().map(|digit| char::from(b'a' + (digit - b'0'))).collect()
}
