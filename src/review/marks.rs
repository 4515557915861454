//! The words of a quote as cards, citations and tables show them: its content ends where its words do, which may leave a
//! quotation mark without its other half, or hold the bullets of a list.

use crate::reading::{Quote, QuoteForm, Span};
use crate::review::cards::{Source, one_line};
use crate::text::bullet;

/// The words of `quote` on one line, with their quotation marks in pairs and without bullets.
pub fn content(source: Source, quote: &Quote) -> String {
    let Span { start, end } = quote.content;
    let words = source.offsets.words(source.text, quote.content);
    match quote.form {
        QuoteForm::Direct => without_repeated(words),
        QuoteForm::Indirect | QuoteForm::Mixed => {
            let around = |start, end| source.offsets.words(source.text, Span { start, end });
            paired(&without_bullets(words), around(start.saturating_sub(1), start), around(end, end + 2))
        }
    }
}

/// A mark that has lost its other half.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Half {
    /// The byte where it stands.
    at: usize,
    mark: char,
    /// Whether it opens a quotation.
    opens: bool,
}

/// `words` with a closing mark for each that opens in them, and an opening one for what the text opens right `before` them.
fn paired(words: &str, before: &str, after: &str) -> String {
    let mut whole = words.to_string();
    for half in halves(words).iter().rev() {
        let closing = closing(half.mark);
        // A single mark that nothing closes is an apostrophe.
        if half.opens && (!is_single(half.mark) || after.contains(closing)) {
            whole.push(closing);
        } else if !half.opens && before.chars().next().is_some_and(|mark| closes(mark, half.mark)) {
            whole.insert_str(0, before);
        }
    }
    whole
}

/// The words of a quotation in marks over several paragraphs, without the mark that each of them repeats.
fn without_repeated(words: &str) -> String {
    let halves = halves(words);
    let mut parts = Vec::new();
    let mut start = 0;
    for line in words.split_inclusive('\n') {
        let indent = line.len() - line.trim_start().len();
        let half = |at: usize| halves.binary_search_by_key(&at, |half| half.at).ok();
        let is_half = |at: usize| half(at).is_some_and(|half| halves[half].opens);
        let first = start + indent;
        let mark = line.trim_start().chars().next().filter(|_| start > 0 && is_half(first));
        let rest = &words[first + mark.map_or(0, char::len_utf8)..start + line.len()];
        parts.push(&rest[if start > 0 { bullet(rest) } else { 0 }..]);
        start += line.len();
    }
    one_line(&parts.join(" "))
}

fn without_bullets(words: &str) -> String {
    let lines = words.lines().map(str::trim_start).map(|line| &line[bullet(line)..]);
    one_line(&lines.collect::<Vec<_>>().join(" "))
}

/// No quotation stands deeper inside others.
const DEEPEST: usize = 8;

/// The quotation marks of `words` that have no other half in them, in order.
fn halves(words: &str) -> Vec<Half> {
    let mut open: Vec<Half> = Vec::new();
    let mut closed = Vec::new();
    let mut before = ' ';
    let mut rest = words.char_indices().peekable();
    while let Some((at, mark)) = rest.next() {
        let after = rest.peek().map_or(' ', |(_, after)| *after);
        let touches_left = !before.is_whitespace() && !"([—–-“‘«„\"'".contains(before);
        let touches_right = after.is_alphanumeric();
        before = mark;
        if !is_mark(mark) || touches_left && touches_right && is_single(mark) {
            continue;
        }
        let last = (0..open.len()).rev().take(DEEPEST).find(|half| closes(open[*half].mark, mark));
        match last.filter(|_| !touches_right || mark == '”' || mark == '»') {
            Some(last) => open.truncate(last),
            None if touches_left => closed.push(Half { at, mark, opens: false }),
            None => open.push(Half { at, mark, opens: true }),
        }
    }
    closed.extend(open);
    closed.sort_by_key(|half| half.at);
    closed
}

fn is_mark(c: char) -> bool {
    matches!(c, '“' | '”' | '"' | '„' | '«' | '»' | '‘' | '’' | '\'' | '‚')
}

fn is_single(c: char) -> bool {
    matches!(c, '‘' | '’' | '\'' | '‚')
}

/// The mark that closes what `mark` opens.
fn closing(mark: char) -> char {
    match mark {
        '“' => '”',
        '„' => '“',
        '«' => '»',
        '»' => '«',
        '‘' => '’',
        '‚' => '‘',
        other => other,
    }
}

/// Whether `mark` closes what `opening` opens; writers mix the shapes of a family up.
fn closes(opening: char, mark: char) -> bool {
    let family = |c: char| match c {
        '«' | '»' => 0,
        c if is_single(c) => 1,
        _ => 2,
    };
    is_mark(opening)
        && family(opening) == family(mark)
        && (opening != mark || !matches!(mark, '“' | '‘' | '„'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_opens_in_the_words_closes_in_them() {
        for (words, before, after, expected) in [
            ("the pier was “unsafe at any tide", " ", ".”", "the pier was “unsafe at any tide”"),
            ("the pier was \"unsafe at any tide", " ", ".\"", "the pier was \"unsafe at any tide\""),
            ("the pier was «unsafe", " ", "».", "the pier was «unsafe»"),
            ("the pier was ‘unsafe", " ", "’.", "the pier was ‘unsafe’"),
            ("the pier was “unsafe” and “old”", " ", ".\n", "the pier was “unsafe” and “old”"),
            ("unsafe at any tide” and had to close", "“", ".", "“unsafe at any tide” and had to close"),
            ("the ‘90s and the sailors’ strike", " ", ".", "the ‘90s and the sailors’ strike"),
            ("it isn't the crew's fault", " ", ".", "it isn't the crew's fault"),
        ] {
            assert_eq!(paired(words, before, after), expected);
        }
    }

    #[test]
    fn a_long_quotation_loses_what_each_paragraph_repeats() {
        assert_eq!(
            without_repeated("We waited.\n\n“Then it came, ‘late’ as ever"),
            "We waited. Then it came, ‘late’ as ever"
        );
        assert_eq!(
            without_repeated("We need:\n• boats\n• “fuel”, and rope"),
            "We need: boats “fuel”, and rope"
        );
        assert_eq!(
            without_bullets("boats will sail\n- and nets will be mended"),
            "boats will sail and nets will be mended"
        );
    }
}
