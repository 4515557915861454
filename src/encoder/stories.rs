//! Where one story of a text ends and the next begins: items of a digest, articles pasted one after the other. What is told in one
//! is told of nobody and nothing in the next, so what the network joins across such a border is taken back.
//!
//! Whether a story begins with a paragraph is told by its form, by the words that it has in common with those before, and by how
//! well its mentions and events go back to them (after Hearst, "TextTiling", 1997); the weights are fitted by `training/stories.py`.

use std::collections::{HashMap, HashSet};
use std::ops::Range;
use std::sync::LazyLock;

use libm::{expf, sqrtf};

use super::{Class, Encoding};
use crate::lexicon::{self, rows};
use crate::page::Label;
use crate::segment::Segments;

/// What speaks for a paragraph as the first of a story must weigh more; most texts tell but one.
const BORDER: f32 = 1.0;
/// Where at least [`FEW`] weigh more than this, the text is made of stories, and less is enough for the others.
const LIKELY: f32 = 0.5;
const FEW: usize = 2;
const BORDER_AMONG_OTHERS: f32 = -1.5;
/// Where a heading opens what names nobody known, so much is enough.
const BORDER_AT_HEADING: f32 = -5.0;
/// Of borders with no more than so many paragraphs between them the likeliest is one.
const NEAR: usize = 2;
/// Of a word's part in a comparison more does not count.
const OFTEN: i32 = 3;
/// Words on each side that are compared.
const WINDOWS: [usize; 3] = [40, 120, 300];
/// Words after a border whose mentions and events may go back.
const LOOKED_AT: usize = 100;

static WEIGHTS: LazyLock<HashMap<&str, f32>> = LazyLock::new(|| {
    let weight = |row: Vec<&'static str>| Some((*row.first()?, row.get(1)?.parse().ok()?));
    rows(include_str!("../../weights/stories.tsv")).filter_map(weight).collect()
});

/// Takes back what the network joins across the borders of stories, and sets which story each word is in.
pub fn tell_apart(text: &str, encoding: &mut Encoding, segments: &Segments) {
    let paragraphs = Paragraphs::new(text, encoding, segments);
    let weigh = |features: Vec<String>| features.iter().filter_map(|name| WEIGHTS.get(name.as_str())).sum();
    let scores: Vec<f32> = (1..paragraphs.firsts.len()).map(|at| weigh(paragraphs.features(at))).collect();
    let mut borders: Vec<usize> = borders(&scores).into_iter().map(|at| at + 1).collect();
    borders.extend(paragraphs.items(&scores));
    borders.sort_unstable();
    borders.dedup();
    let borders: Vec<usize> = borders.into_iter().map(|at| paragraphs.firsts[at]).collect();
    if !borders.is_empty() {
        encoding.stories = borders;
        keep_within(encoding);
    }
}

/// What speaks for each paragraph but the first as the first of a story, for the program that fits the weights.
pub fn features(text: &str, encoding: &Encoding, segments: &Segments) -> Vec<Vec<String>> {
    let paragraphs = Paragraphs::new(text, encoding, segments);
    (1..paragraphs.firsts.len()).map(|at| paragraphs.features(at)).collect()
}

/// Which scores are those of borders.
fn borders(scores: &[f32]) -> Vec<usize> {
    let above = |least: f32| {
        let is_border = |at: &usize| {
            let around = &scores[at.saturating_sub(NEAR)..(at + NEAR + 1).min(scores.len())];
            scores[*at] > least && around.iter().all(|other| *other <= scores[*at])
        };
        (0..scores.len()).filter(is_border).collect::<Vec<_>>()
    };
    above(if above(LIKELY).len() >= FEW { BORDER_AMONG_OTHERS } else { BORDER })
}

/// Takes back what the network joins across the borders.
fn keep_within(encoding: &mut Encoding) {
    let story = |word: usize| encoding.story(word);
    let contents = encoding.said.contents.iter().map(|content| story(content.words.start));
    let contents: Vec<usize> = contents.collect();
    let mentions = encoding.said.mentions.iter().map(|mention| story(mention.words.start));
    let mentions: Vec<usize> = mentions.collect();
    let triggers: Vec<usize> = encoding.said.triggers.iter().map(|trigger| story(trigger.word)).collect();
    let said = &mut encoding.said;
    for (mention, own) in said.mentions.iter_mut().zip(&mentions) {
        mention.before.retain(|(before, _)| mentions[*before] == *own);
    }
    for (trigger, own) in said.triggers.iter_mut().zip(&triggers) {
        trigger.before.retain(|(before, _)| triggers[*before] == *own);
        trigger.fillers.retain(|(mention, _)| mentions[*mention] == *own);
    }
    for (content, own) in said.contents.iter_mut().zip(&contents) {
        content.speakers.retain(|(mention, _)| mentions[*mention] == *own);
    }
}

/// The paragraphs of a text, as they are compared.
struct Paragraphs<'a> {
    text: &'a str,
    encoding: &'a Encoding,
    labels: Vec<Label>,
    /// The first word of each.
    firsts: Vec<usize>,
    /// For each word the number of its stem, for those that tell something.
    stems: Vec<Option<usize>>,
    /// For each word the number of the name that it is.
    names: Vec<Option<usize>>,
}

impl<'a> Paragraphs<'a> {
    fn new(text: &'a str, encoding: &'a Encoding, segments: &Segments) -> Self {
        let first = |start: usize| encoding.words.partition_point(|word| word.start < start);
        let mut found = Paragraphs {
            text,
            encoding,
            labels: segments.paragraphs.iter().map(|paragraph| paragraph.label).collect(),
            firsts: segments.paragraphs.iter().map(|paragraph| first(paragraph.span.start)).collect(),
            stems: Vec::new(),
            names: Vec::new(),
        };
        let mut numbers: HashMap<String, usize> = HashMap::new();
        let mut number = |word: String| {
            let next = numbers.len();
            *numbers.entry(word).or_insert(next)
        };
        let mut opens = segments.sentences.iter().map(|sentence| sentence.span.start).peekable();
        for word in &encoding.words {
            let is_first = opens.next_if(|start| *start <= word.start).is_some();
            let words = word.of(text);
            found.stems.push(stem(words).map(&mut number));
            found.names.push(name(words).filter(|_| !is_first).map(&mut number));
        }
        found
    }

    /// The words of the paragraph `at`.
    fn words(&self, at: usize) -> Range<usize> {
        self.firsts[at]..self.firsts.get(at + 1).copied().unwrap_or(self.encoding.words.len())
    }

    /// What speaks for the paragraph `at`, which is not the first, as the first of a story.
    fn features(&self, at: usize) -> Vec<String> {
        let first = self.firsts[at];
        let mut found = vec!["paragraph".to_string()];
        for size in WINDOWS {
            for (kind, list) in [("stems", &self.stems), ("names", &self.names)] {
                found.push(format!("{kind} {size} {}", step(likeness(list, first, size), 20.0)));
            }
        }
        self.goes_back(first, self.end(at), &mut found);
        self.form(at, &mut found);
        found
    }

    /// The headings of items that name nobody and nothing that was named before, so far as little speaks against it.
    fn items(&self, scores: &[f32]) -> Vec<usize> {
        let is_heading = |at: &usize| self.labels[*at] == Label::Heading;
        let headings: Vec<usize> = (1..self.labels.len()).filter(is_heading).collect();
        let mut named: HashSet<usize> = HashSet::new();
        let mut found = Vec::new();
        let names =
            |words: Range<usize>| self.names[words].iter().flatten().copied().collect::<HashSet<usize>>();
        let firsts = headings.iter().map(|at| self.firsts[*at]);
        let ends = firsts.clone().skip(1).chain([self.encoding.words.len()]);
        for ((at, first), end) in headings.iter().zip(firsts).zip(ends) {
            if named.is_empty() {
                named = names(0..first);
            }
            let own = names(first..end);
            if scores[at - 1] > BORDER_AT_HEADING && !own.is_empty() && own.is_disjoint(&named) {
                found.push(*at);
            }
            named.extend(own);
        }
        found
    }

    /// One past the last word of the paragraphs from `at` on that have [`LOOKED_AT`] words.
    fn end(&self, at: usize) -> usize {
        let next = self.firsts[at..].partition_point(|first| *first < self.firsts[at] + LOOKED_AT);
        self.firsts.get(at + next).copied().unwrap_or(self.encoding.words.len())
    }

    /// How well the mentions and events of the words from `first` to `end` go back to those before them.
    fn goes_back(&self, first: usize, end: usize, found: &mut Vec<String>) {
        let said = &self.encoding.said;
        let likelihood = |score: f32| 1.0 / (1.0 + expf(-score));
        let best = |list: &[(usize, f32)], start: usize| {
            let over = |is_back: bool| {
                let scores =
                    list.iter().filter(|(before, _)| (*before < start) == is_back).map(|(_, score)| *score);
                scores.fold(f32::NEG_INFINITY, f32::max)
            };
            let back = over(true);
            if back > over(false) { likelihood(back) } else { 0.0 }
        };
        let start = said.mentions.partition_point(|mention| mention.words.start < first);
        let inside = said.mentions[start..].iter().take_while(|mention| mention.words.start < end);
        let mut classes = [(0.0_f32, 0.0_f32); 4];
        for mention in inside {
            let class = match mention.class {
                Class::Named => 0,
                Class::Unnamed => 1,
                Class::Place => 2,
                Class::Pronoun => 3,
                Class::Time => continue,
            };
            classes[class].0 += best(&mention.before, start);
            classes[class].1 += 1.0;
        }
        for ((back, all), class) in classes.into_iter().zip(["named", "unnamed", "place", "pronoun"]) {
            found.push(format!("{class} back {}", step(back / (all + 1.0), 10.0)));
            found.push(format!("{class} count {}", step(all, 0.5)));
            if back < 0.3 {
                found.push(format!("{class} not back"));
            }
        }
        let start = said.triggers.partition_point(|trigger| trigger.word < first);
        let inside = said.triggers[start..].iter().take_while(|trigger| trigger.word < end);
        let back: f32 = inside.map(|trigger| best(&trigger.before, start)).sum();
        found.push(format!("events back {}", step(back, 2.0)));
    }

    /// How the paragraph looks, and the one before.
    fn form(&self, at: usize, found: &mut Vec<String>) {
        let word = |word: usize| self.encoding.words[word].of(self.text);
        for (name, at) in [("this", at), ("above", at - 1)] {
            let words = self.words(at);
            let is_open = words
                .clone()
                .last()
                .is_some_and(|last| !word(last).ends_with(['.', '!', '?', '"', '”', '’']));
            found.push(format!("{name} is {:?}", self.labels[at]));
            found.push(format!("{name} words {}", step(words.len() as f32, 0.2)));
            if is_open {
                found.push(format!("{name} has no stop"));
            }
        }
        let words = self.words(at);
        let Some(first) = words.clone().next().map(word) else { return };
        let lower = first.to_lowercase();
        let goes_on = ["and", "but", "however", "meanwhile", "also"].contains(&lower.as_str());
        if goes_on || lexicon::is(&lower, "pronoun") {
            found.push("goes on".to_string());
        }
        if first.starts_with(['"', '“', '‘', '\'']) {
            found.push("is said".to_string());
        }
        if words.clone().skip(1).take(8).any(|at| matches!(word(at), "-" | "–" | "—" | "(")) && lower != first
        {
            found.push("opens with a dash".to_string());
        }
        let capitals = words.clone().filter(|at| word(*at).starts_with(char::is_uppercase)).count();
        found.push(format!("capitals {}", step(capitals as f32 / words.len() as f32, 10.0)));
        found.push(format!("words before {}", step(words.start as f32, 0.05)));
        found.push(format!("words left {}", step((self.encoding.words.len() - words.start) as f32, 0.05)));
    }
}

/// A number as a category.
fn step(number: f32, steps: f32) -> usize {
    const MOST: f32 = 9.0;
    (number * steps).min(MOST) as usize
}

/// The cosine of the words on either side of the word `at`, at most `size` of each.
fn likeness(list: &[Option<usize>], at: usize, size: usize) -> f32 {
    let mut counts: HashMap<usize, [i32; 2]> = HashMap::new();
    for (side, words) in
        [at.saturating_sub(size)..at, at..(at + size).min(list.len())].into_iter().enumerate()
    {
        for word in list[words].iter().flatten() {
            let count = &mut counts.entry(*word).or_default()[side];
            *count = (*count + 1).min(OFTEN);
        }
    }
    let sum = |product: fn(&[i32; 2]) -> i32| counts.values().map(product).sum::<i32>() as f32;
    let lengths = sum(|[before, _]| before * before) * sum(|[_, after]| after * after);
    if lengths > 0.0 { sum(|[before, after]| before * after) / sqrtf(lengths) } else { 0.0 }
}

/// What words that tell of the same have in common: their first letters.
fn stem(word: &str) -> Option<String> {
    const LETTERS: usize = 5;
    let lower = word.to_lowercase();
    let tells = lower.chars().count() > 3 && lower.chars().all(char::is_alphabetic) && !is_common(&lower);
    tells.then(|| lower.chars().take(LETTERS).collect())
}

/// A capitalised word as a name.
fn name(word: &str) -> Option<String> {
    let lower = word.to_lowercase();
    let is_date = || lexicon::is(&lower, "weekday") || lexicon::is(&lower, "month");
    let is_name = word.starts_with(char::is_uppercase)
        && word.chars().nth(2).is_some()
        && !is_common(&lower)
        && !is_date();
    is_name.then_some(lower)
}

/// Words that stand in every story.
fn is_common(lower: &str) -> bool {
    lexicon::starters().contains(lower)
        || ["number", "timeunit"].iter().any(|class| lexicon::is(lower, class))
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use crate::encoder::{Cache, Model};
    use crate::{Options, Reading, read};

    fn reading(text: &str) -> Reading {
        read(text, &Options::default(), Model::released(), &mut Cache::new(), |_| ())
            .expect("a text that can be read")
    }

    const ITEMS: &str = "Morning briefing: what happened overnight\n\n\
        1. Fire in Leeds\n\
        A fire tore through a furniture warehouse in Leeds on Monday night, killing two people. Firefighters brought the blaze \
        under control by dawn. Police arrested a man.\n\n\
        2. Strike at the docks of Lisbon\n\
        Dockers in Lisbon walked out on Tuesday over pay. Their union said the strike would last three days. The port \
        authority called the action illegal.\n\n\
        3. Fire in Porto\n\
        A fire destroyed a textile plant in Porto on Sunday. No one was hurt, the mayor, Rui Tavares, said. Police arrested a \
        woman, who is said to work there.\n\n\
        4. Crash near Graz\n\
        A lorry hit a school bus near Graz, injuring eleven children. Police arrested the driver, a man of 52. The union of \
        drivers said he had worked for sixteen hours.";

    const ONE: &str = "Council of Marlow approves tram line\n\n\
        The council of Marlow approved a tram line to the university on Monday after a debate of four hours. Mayor Ines Holt \
        said work would begin in spring.\n\n\
        The line will cost 80 million euros, of which the state pays half. The opposition voted against it.\n\n\
        “This is a bad deal for our suburbs,” said Piet Roos, who leads the Greens in the council. He announced an appeal to \
        the state's court of audit.\n\n\
        Holt rejected the criticism. She said the suburbs would get new buses. Work on the first stretch was delayed by a year \
        after a fire at the depot in 2021.";

    #[test]
    fn unrelated_items_have_nobody_and_nothing_in_common() {
        let reading = reading(ITEMS);
        let points = |words: &str| ITEMS[..ITEMS.find(words).expect("the words are there")].chars().count();
        let items = ["1. Fire", "2. Strike", "3. Fire", "4. Crash"].map(points);
        let item = |start: usize| items.partition_point(|first| *first <= start);
        for event in &reading.events {
            let told: HashSet<usize> = event.told.iter().map(|telling| item(telling.trigger.start)).collect();
            assert_eq!(told.len(), 1, "{event:?}");
        }
        for entity in &reading.entities {
            let named: HashSet<usize> = entity.mentions.iter().map(|mention| item(mention.start)).collect();
            assert!(named.len() < 2, "{entity:?}");
        }
        assert_eq!(reading.sections.len(), items.len(), "{:?}", reading.sections);
    }

    #[test]
    fn an_article_is_one_story() {
        assert_eq!(reading(ONE).sections, []);
    }
}
