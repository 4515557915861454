//! Who is who, measured on GUM's development documents: `./dev score` prints the CoNLL score.
//!
//! Each document is read by the engine as running text, spaced as its tokens say and in its paragraphs. Of GUM's mentions
//! those count that a reading may have: of persons, organisations and places, their head a proper noun or a pronoun of the
//! third person, one "I" or "you" of a conversation aside. As in CoNLL's task, an entity with one such mention counts on
//! neither side. A mention of the reading is the gold one whose head it holds, the shortest if there are several, since a
//! reading's names leave out titles, determiners and what follows. Scores are sums over all documents.

use std::collections::{HashMap, HashSet};
use std::fs;
use std::ops::Range;
use std::path::Path;

use dateline::encoder::{Cache, Model};
use dateline::reading::Form;
use dateline::{Options, read};
use rayon::prelude::*;

/// An entity: its mentions by their numbers.
type Chain = HashSet<usize>;

/// Right and all, for recall and for precision.
#[derive(Clone, Copy, Default)]
struct Tally {
    recall: (f64, f64),
    precision: (f64, f64),
}

impl Tally {
    fn add(self, other: Tally) -> Tally {
        let sum = |a: (f64, f64), b: (f64, f64)| (a.0 + b.0, a.1 + b.1);
        Tally { recall: sum(self.recall, other.recall), precision: sum(self.precision, other.precision) }
    }

    fn f1(self) -> f64 {
        let share = |(right, all): (f64, f64)| if all > 0.0 { right / all } else { 0.0 };
        let (recall, precision) = (share(self.recall), share(self.precision));
        if recall + precision > 0.0 { 2.0 * recall * precision / (recall + precision) } else { 0.0 }
    }
}

/// MUC, B³ and CEAF-e of the chains found.
fn scores(gold: &[Chain], found: &[Chain]) -> [Tally; 3] {
    let aligned = best_assignment(gold, found);
    [
        Tally { recall: links(gold, found), precision: links(found, gold) },
        Tally { recall: by_mention(gold, found), precision: by_mention(found, gold) },
        Tally { recall: (aligned, gold.len() as f64), precision: (aligned, found.len() as f64) },
    ]
}

/// MUC: links that would join what `others` leave apart of each chain.
fn links(chains: &[Chain], others: &[Chain]) -> (f64, f64) {
    let kept = |chain: &Chain| {
        let parts = others.iter().map(|other| other.intersection(chain).count()).filter(|size| *size > 0);
        let (parts, inside) = parts.fold((0, 0), |(parts, inside), size| (parts + 1, inside + size));
        inside - parts
    };
    let right: usize = chains.iter().map(kept).sum();
    (right as f64, chains.iter().map(|chain| chain.len() - 1).sum::<usize>() as f64)
}

/// B³: for each mention the share of its chain that its other chain holds.
fn by_mention(chains: &[Chain], others: &[Chain]) -> (f64, f64) {
    let shared = |chain: &Chain| {
        let parts = others.iter().map(|other| other.intersection(chain).count() as f64);
        parts.map(|size| size * size).sum::<f64>() / chain.len() as f64
    };
    (chains.iter().map(shared).sum(), chains.iter().map(|chain| chain.len() as f64).sum())
}

/// CEAF-e: the likeness of chains that are assigned to one another, each to at most one, at its highest; by the Hungarian
/// method with potentials.
fn best_assignment(gold: &[Chain], found: &[Chain]) -> f64 {
    let size = gold.len().max(found.len());
    let likeness = |row: usize, column: usize| match (gold.get(row), found.get(column)) {
        (Some(a), Some(b)) => 2.0 * a.intersection(b).count() as f64 / (a.len() + b.len()) as f64,
        _ => 0.0,
    };
    let (mut of_row, mut of_column) = (vec![0.0; size + 1], vec![0.0; size + 1]);
    // The row that each column is assigned to; the last column is where a search starts.
    let mut row_of = vec![size; size + 1];
    for row in 0..size {
        row_of[size] = row;
        let (mut least, mut before) = (vec![f64::MAX; size], vec![size; size]);
        let mut visited = vec![false; size + 1];
        let mut column = size;
        while row_of[column] != size {
            visited[column] = true;
            let (here, mut step, mut next) = (row_of[column], f64::MAX, size);
            for other in (0..size).filter(|other| !visited[*other]) {
                let cost = -likeness(here, other) - of_row[here] - of_column[other];
                if cost < least[other] {
                    (least[other], before[other]) = (cost, column);
                }
                if least[other] < step {
                    (step, next) = (least[other], other);
                }
            }
            for other in 0..=size {
                if visited[other] {
                    of_row[row_of[other]] += step;
                    of_column[other] -= step;
                } else if other < size {
                    least[other] -= step;
                }
            }
            column = next;
        }
        while column != size {
            row_of[column] = row_of[before[column]];
            column = before[column];
        }
    }
    (0..size).map(|column| likeness(row_of[column], column)).sum()
}

/// A mention as GUM has it, in code points.
struct Gold {
    span: Range<usize>,
    head: Range<usize>,
    entity: String,
}

/// A document as running text with its mentions.
#[derive(Default)]
struct Document {
    text: String,
    /// Code points of the text so far.
    length: usize,
    mentions: Vec<Gold>,
    /// The words of a sentence: where they stand, and whether one can be the head of a mention that counts.
    words: Vec<(Range<usize>, bool)>,
    /// The mentions that are open in it: entity, whether its type counts, the first word, the number of the head.
    open: Vec<(String, bool, usize, usize)>,
    /// The end of a token that is several words ("Byron's"), and the number of its last word.
    token: Option<(usize, usize)>,
}

/// The documents of a CoNLL-U file.
fn documents(file: &str) -> Vec<Document> {
    let mut documents: Vec<Document> = Vec::new();
    for line in file.lines() {
        if line.starts_with("# newdoc") {
            documents.push(Document::default());
        } else if let Some(document) = documents.last_mut() {
            document.add(line);
        }
    }
    documents
}

impl Document {
    fn push(&mut self, text: &str) -> Range<usize> {
        let start = self.length;
        self.text.push_str(text);
        self.length += text.chars().count();
        start..self.length
    }

    /// Adds one line of the file.
    fn add(&mut self, line: &str) {
        if line.starts_with("# sent_id") {
            (self.words, self.open) = (Vec::new(), Vec::new());
        } else if line.split_whitespace().eq(["#", "newpar"]) && self.length > 0 {
            self.push("\n\n");
        }
        let cells: Vec<&str> = line.split('\t').collect();
        let [id, form, _, upos, tag, _, _, _, _, misc] = *cells else { return };
        let space = if misc.split('|').any(|fact| fact == "SpaceAfter=No") { "" } else { " " };
        if let Some((_, last)) = id.split_once('-') {
            let span = self.push(form);
            self.token = Some((span.start, last.parse().expect("a token ends with a word")));
            self.push(space);
            return;
        }
        let span = match self.token {
            Some((start, last)) => {
                let end = start + form.chars().count();
                self.token = (id != last.to_string()).then_some((end, last));
                start..end
            }
            None => {
                let span = self.push(form);
                self.push(space);
                span
            }
        };
        self.words.push((span, upos == "PROPN" || tag.starts_with("PRP") && is_third_person(form)));
        if let Some(brackets) = misc.split('|').find_map(|fact| fact.strip_prefix("Entity=")) {
            self.add_brackets(brackets);
        }
    }

    /// Opens and closes mentions at the last word: "(3-person-…(4-place-…)" or "3)".
    fn add_brackets(&mut self, brackets: &str) {
        let here = self.words.len() - 1;
        let mut rest = brackets;
        while let Some(first) = rest.chars().next() {
            let end = rest[1..].find(['(', ')']).map_or(rest.len(), |end| end + 1);
            let cells: Vec<&str> = rest[..end].trim_start_matches('(').splitn(8, '-').collect();
            let closes = rest[end..].starts_with(')');
            if first == '(' {
                let counts = matches!(cells[1], "person" | "organization" | "place");
                let head = cells[5].split(',').next().and_then(|head| head.parse().ok()).unwrap_or(1);
                self.open.push((cells[0].to_string(), counts, here, head));
            }
            if closes && let Some(at) = self.open.iter().rposition(|open| open.0 == cells[0]) {
                let (entity, counts, start, head) = self.open.remove(at);
                let (head, can_be) = self.words[(start + head - 1).min(here)].clone();
                if counts && can_be {
                    let span = self.words[start].0.start..self.words[here].0.end;
                    self.mentions.push(Gold { span, head, entity });
                }
            }
            rest = &rest[(end + usize::from(closes)).min(rest.len())..];
        }
    }

    /// The chains of the corpus, and those of the engine's reading.
    fn chains(&self) -> [Vec<Chain>; 2] {
        let gold = self.mentions.iter().enumerate().map(|(number, mention)| (mention.entity.clone(), number));
        let options = Options::default();
        let reading = read(&self.text, &options, Model::released(), &mut Cache::new(), |_| ());
        let mut spurious = self.mentions.len();
        let mut found = Vec::new();
        for entity in reading.iter().flat_map(|reading| &reading.entities) {
            for mention in entity.mentions.iter().filter(|mention| mention.form != Form::Nominal) {
                let held = |gold: &&(usize, &Gold)| {
                    mention.start <= gold.1.head.start && gold.1.head.end <= mention.end
                };
                let matched = self.mentions.iter().enumerate().collect::<Vec<_>>();
                let shortest = matched.iter().filter(held).min_by_key(|(_, gold)| gold.span.len());
                spurious += 1;
                found.push((entity.id, shortest.map_or(spurious, |(number, _)| *number)));
            }
        }
        [chains(gold), chains(found.into_iter())]
    }
}

/// Mentions by their entity, those of one mention left out.
fn chains<T: Eq + std::hash::Hash>(mentions: impl Iterator<Item = (T, usize)>) -> Vec<Chain> {
    let mut by_entity: HashMap<T, Chain> = HashMap::new();
    for (entity, mention) in mentions {
        by_entity.entry(entity).or_default().insert(mention);
    }
    by_entity.into_values().filter(|chain| chain.len() > 1).collect()
}

fn is_third_person(word: &str) -> bool {
    const PRONOUNS: [&str; 18] = [
        "he",
        "him",
        "his",
        "himself",
        "she",
        "her",
        "hers",
        "herself",
        "it",
        "its",
        "itself",
        "they",
        "them",
        "their",
        "theirs",
        "themselves",
        "'em",
        "themself",
    ];
    PRONOUNS.contains(&word.to_lowercase().as_str())
}

#[test]
#[ignore = "measures for a minute: ./dev score runs it"]
fn coreference_of_gum() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/corpora/gum-dev.conllu");
    let Ok(file) = fs::read_to_string(&path) else {
        println!("skipped: the corpora (../shared/corpora) are not here");
        return;
    };
    let documents = documents(&file);
    let tallies = documents.par_iter().map(|document| {
        let [gold, found] = document.chains();
        scores(&gold, &found)
    });
    let tallies = tallies
        .reduce(|| [Tally::default(); 3], |a, b| std::array::from_fn(|metric| a[metric].add(b[metric])));
    let [muc, b3, ceaf] = tallies.map(Tally::f1);
    let mean = (muc + b3 + ceaf) / 3.0;
    println!("gum-dev: coreference {mean:.3} (MUC {muc:.3}, B3 {b3:.3}, CEAF-e {ceaf:.3})");
    assert!(mean >= 0.4, "coreference is below 0.4");
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(chains: &[&[usize]]) -> Vec<Chain> {
        chains.iter().map(|chain| chain.iter().copied().collect()).collect()
    }

    /// Recall and precision of each metric, in percent.
    fn percent(gold: &[&[usize]], found: &[&[usize]]) -> [[f64; 2]; 3] {
        let share = |(right, all): (f64, f64)| (1000.0 * right / all).round() / 10.0;
        scores(&of(gold), &of(found)).map(|tally| [share(tally.recall), share(tally.precision)])
    }

    #[test]
    fn chains_joined_by_mistake_cost_precision() {
        let figures = percent(
            &[&[1, 2, 3, 4, 5], &[6, 7], &[8, 9, 10, 11, 12]],
            &[&[1, 2, 3, 4, 5], &[6, 7, 8, 9, 10, 11, 12]],
        );
        assert_eq!(figures, [[100.0, 90.0], [100.0, 76.2], [61.1, 91.7]]);
    }

    #[test]
    fn mentions_that_only_one_side_has_cost_both() {
        // One chain lost a mention and took a wrong one.
        let figures = percent(&[&[1, 2, 3], &[4, 5]], &[&[1, 2, 9], &[4, 5]]);
        assert_eq!(figures, [[66.7, 66.7], [66.7, 66.7], [83.3, 83.3]]);
    }

    #[test]
    fn a_document_is_running_text_with_its_mentions() {
        let line = |id: &str, form: &str, upos: &str, tag: &str, misc: &str| {
            [id, form, "_", upos, tag, "_", "_", "_", "_", misc].join("\t")
        };
        let file = [
            "# newdoc id = A".to_string(),
            "# newpar".to_string(),
            "# sent_id = A-1".to_string(),
            line("1-2", "Byron's", "_", "_", "_"),
            line(
                "1",
                "Byron",
                "PROPN",
                "NNP",
                "Entity=(46-abstract-new-n-cf3-3-sgl(3-person-new-n-cf1*-1-coref-Lord_Byron",
            ),
            line("2", "'s", "PART", "POS", "Entity=3)"),
            line("3", "poem", "NOUN", "NN", "Entity=46)"),
            line("4", "made", "VERB", "VBD", "_"),
            line("5", "him", "PRON", "PRP", "Entity=(3-person-giv:act-n-cf1-1-ana)|SpaceAfter=No"),
            line("6", ".", "PUNCT", ".", "_"),
        ];
        let documents = documents(&file.join("\n"));
        assert_eq!(documents[0].text, "Byron's poem made him. ");
        let mentions: Vec<_> =
            documents[0].mentions.iter().map(|gold| (gold.head.clone(), &*gold.entity)).collect();
        assert_eq!(mentions, [(0..5, "3"), (18..21, "3")]);
    }
}
