//! How often the reading errs, by the figures that were measured last. They are taken out of RESULTS.txt when the program is
//! compiled, and where a line of them is gone, it does not compile.

/// The figures of one thing that is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Figures {
    /// What it is.
    pub what: &'static str,
    /// Of a hundred that are marked, how many are right.
    pub right: u32,
    /// Of a hundred that there are, how many are found.
    pub found: u32,
}

const RESULTS: &[u8] = include_bytes!("../../RESULTS.txt");

/// The section of the articles that nothing was fitted to.
const UNSEEN: &[u8] = b"\ndateline-dev, P ";

/// All of them.
pub const FIGURES: [Figures; 9] = [
    figures("Actors", b"\nactors overlap "),
    figures("Places", b"\nplaces overlap "),
    figures("Quotes", b"\nquotes overlap "),
    figures("Who said it", b"\nspeakers (of gold quotes) "),
    figures("Events, with their type", b"\nevents typed "),
    figures("Who did it and to whom", b"\nroles "),
    figures("Where it happened", b"\nevent place "),
    figures("According to whom", b"\nevent according_to "),
    figures("Whether it happened", b"\nevent status "),
];

const fn figures(what: &'static str, line: &[u8]) -> Figures {
    let at = after(line, after(UNSEEN, 0));
    let (right, at) = hundredths(at);
    let (found, _) = hundredths(at);
    Figures { what, right, found }
}

/// Where the first `words` after `from` end.
const fn after(words: &[u8], from: usize) -> usize {
    let mut at = from;
    while at + words.len() <= RESULTS.len() {
        let mut same = 0;
        while same < words.len() && RESULTS[at + same] == words[same] {
            same += 1;
        }
        if same == words.len() {
            // The break at its end begins the next line.
            return at + same - 1;
        }
        at += 1;
    }
    panic!("RESULTS.txt has lost a line that the page takes figures from");
}

/// The number "0.863" after `from` in hundredths, and where it ends.
const fn hundredths(from: usize) -> (u32, usize) {
    let mut at = from;
    while RESULTS[at] == b' ' {
        at += 1;
    }
    assert!(
        RESULTS[at + 1] == b'.',
        "RESULTS.txt has a line without the figures that the page takes from it"
    );
    ((digit(at) * 1000 + digit(at + 2) * 100 + digit(at + 3) * 10 + digit(at + 4) + 5) / 10, at + 5)
}

const fn digit(at: usize) -> u32 {
    RESULTS[at].wrapping_sub(b'0') as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_figures_are_those_that_were_measured() {
        let results = include_str!("../../RESULTS.txt");
        let unseen = results.split("\ndateline-dev, P ").nth(1).expect("the section is there");
        let line =
            unseen.lines().find(|line| line.starts_with("quotes overlap ")).expect("the line is there");
        let numbers: Vec<f64> = line.split_whitespace().filter_map(|word| word.parse().ok()).collect();
        let quotes = FIGURES[2];
        assert_eq!([quotes.right, quotes.found], [0, 1].map(|nth| (numbers[nth] * 100.0).round() as u32));
    }
}
