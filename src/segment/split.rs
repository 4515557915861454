//! Cutting a line's tokens into sentences.

use std::ops::Range;

use super::{Token, TokenKind};
use crate::lexicon;

/// Where a sentence is cut that does not end, in tokens: no later stage meets a longer one.
const LONGEST: usize = 500;

/// The sentences of one line, as ranges of tokens that leave none out.
pub fn split(text: &str, tokens: &[Token], line: Range<usize>) -> Vec<Range<usize>> {
    let mut sentences = Vec::new();
    let mut start = line.start;
    let mut at = line.start;
    while at < line.end {
        at += 1;
        if at - start == LONGEST {
            sentences.push(start..at);
            start = at;
        }
        if !ends_sentence(text, tokens, at - 1, line.end) {
            continue;
        }
        while at < line.end && closes(&tokens[at], &tokens[at - 1]) {
            at += 1;
        }
        if start < at && at < line.end && starts_sentence(text, tokens, at, line.end) {
            sentences.push(start..at);
            start = at;
        }
    }
    if start < line.end {
        sentences.push(start..line.end);
    }
    sentences
}

/// Marks that still belong to the sentence whose end stands before them.
fn closes(token: &Token, before: &Token) -> bool {
    let touches = token.span.start == before.span.end;
    touches
        && (token.kind == TokenKind::CloseQuote
            || matches!(token.lower.as_str(), ")" | "]" | "." | "!" | "?" | "…"))
}

/// Whether the token at `at` can end a sentence.
fn ends_sentence(text: &str, tokens: &[Token], at: usize, end: usize) -> bool {
    let token = &tokens[at];
    match token.kind {
        TokenKind::Mark => {
            matches!(token.lower.as_str(), "." | "!" | "?" | "…" | "。") && !abbreviates(tokens, at, end)
        }
        // "in the U.S. The" ends one, "U.S. President" and "Gen. Smith" do not.
        TokenKind::Word if token.lower.ends_with('.') => {
            let next = (at + 1 < end).then(|| &tokens[at + 1]);
            !lexicon::titles().contains(token.lower.as_str())
                && token.lower.len() > 2
                && next
                    .is_some_and(|next| next.is_capitalised(text) && starts_after(&token.lower, &next.lower))
        }
        _ => false,
    }
}

/// Whether the full stop at `at` is that of "No. 5", "Vol. 2" or "Roe v. Wade", which are words of their own elsewhere.
fn abbreviates(tokens: &[Token], at: usize, end: usize) -> bool {
    let Some(before) = at.checked_sub(1).map(|before| &tokens[before]) else { return false };
    let next = (at + 1 < end).then(|| &tokens[at + 1]);
    let counts = matches!(before.lower.as_str(), "no" | "nos" | "art" | "sec" | "para" | "p" | "pp" | "ch");
    let number = next.is_some_and(|next| next.kind == TokenKind::Number);
    counts && number || matches!(before.lower.as_str(), "v" | "vs")
}

/// Whether a capitalised word starts a sentence after an abbreviation: one that seldom has a capital does after
/// "p.m." and "Ltd.", only one that stands in hardly any name after "U.S." and "J.".
fn starts_after(abbreviation: &str, next: &str) -> bool {
    let ends_phrase = matches!(
        abbreviation,
        "a.m." | "p.m." | "inc." | "ltd." | "corp." | "co." | "jr." | "sr." | "etc." | "bros."
    );
    let is_plain = || lexicon::common(next).is_some_and(|common| common.capitalised < 30);
    lexicon::starters().contains(next) || ends_phrase && is_plain()
}

/// Whether a sentence can start at `at`, the one before it having ended.
fn starts_sentence(text: &str, tokens: &[Token], at: usize, end: usize) -> bool {
    let mut first = at;
    while first < end
        && (tokens[first].kind == TokenKind::OpenQuote || matches!(tokens[first].lower.as_str(), "(" | "["))
    {
        first += 1;
    }
    let Some(token) = tokens.get(first).filter(|_| first < end) else {
        return false;
    };
    let quoted = first > at;
    match token.kind {
        TokenKind::Word => {
            // After a closing quotation mark a lower-case word goes on with the sentence: "…!" he said.
            token.is_capitalised(text) || quoted || token.span.of(text).chars().all(|c| !c.is_lowercase())
        }
        TokenKind::Number => true,
        _ => {
            tokens[at - 1].kind != TokenKind::CloseQuote
                && !matches!(token.lower.as_str(), "," | ";" | ":" | "." | "…" | "-" | "–" | "—")
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::article::Article;

    fn sentences(text: &str) -> Vec<&str> {
        let segments = Article::of(text).segments;
        segments.sentences.iter().map(|sentence| sentence.span.of(text)).collect()
    }

    #[test]
    fn abbreviations_do_not_end_a_sentence() {
        for text in [
            "U.S. President Ida Wells met Gen. John Kelly and Sens. Ann Brown and J. R. Smith in Washington, D.C. on Friday.",
            "The attack of Sept. 11 came up in Roe v. Wade and in case No. 5 of St. Mary's court.",
            "Acme Inc. shares fell at 9 a.m. on Monday, Dr. Mary O'Brien Jr. of Marks & Co. said.",
            "The U.S.-led coalition hit the No.1 target.",
        ] {
            assert_eq!(sentences(text), [text]);
        }
    }

    #[test]
    fn abbreviations_can_end_a_sentence() {
        assert_eq!(
            sentences("They landed in the U.S. The crew was safe."),
            ["They landed in the U.S.", "The crew was safe."]
        );
        assert_eq!(
            sentences("It began at 9 p.m. Police closed the road."),
            ["It began at 9 p.m.", "Police closed the road."]
        );
    }

    #[test]
    fn quotation_marks_stay_with_their_sentence() {
        assert_eq!(
            sentences("“Who is it?” he asked. “It is me.” She laughed."),
            ["“Who is it?” he asked.", "“It is me.”", "She laughed."]
        );
        assert_eq!(
            sentences("\"We are leaving.\" \"No, we are not!\" said Omar."),
            ["\"We are leaving.\"", "\"No, we are not!\" said Omar."]
        );
        assert_eq!(
            sentences("He said: 'Nobody came.' (The hall was empty.) Then it rained."),
            ["He said: 'Nobody came.'", "(The hall was empty.)", "Then it rained."]
        );
    }

    #[test]
    fn an_ellipsis_ends_a_sentence_only_before_a_capital() {
        assert_eq!(
            sentences("We saw trucks ... a whole column. Nobody knows… Perhaps later."),
            ["We saw trucks ... a whole column.", "Nobody knows…", "Perhaps later."]
        );
    }
}
