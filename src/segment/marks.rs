//! Telling opening quotation marks from closing ones, and both from apostrophes.
//!
//! What touches a mark decides first, its shape second, and what stands open last: writers mix shapes up far more
//! often than they put the space on the wrong side. One pass forwards and one backwards, whatever the marks.

use super::{Token, TokenKind};
use crate::text::Span;

/// The marks that are used together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Family {
    /// `"…"`, `“…”`, `„…“`.
    Double,
    /// `'…'`, `‘…’`, `‚…‘`: half of these are apostrophes.
    Single,
    /// `«…»`, `‹…›`.
    Guillemet,
}

/// The family of a mark; none where `mark` is no quotation mark.
pub fn family(mark: &str) -> Option<Family> {
    match mark {
        "\"" | "“" | "”" | "„" | "‟" | "''" | "``" | "＂" | "〝" | "〞" => Some(Family::Double),
        "'" | "‘" | "’" | "‚" | "‛" | "`" => Some(Family::Single),
        "«" | "»" | "‹" | "›" => Some(Family::Guillemet),
        _ => None,
    }
}

/// One mark of the line that is being read.
struct Candidate {
    token: usize,
    family: Family,
    /// Whether a word or closing punctuation stands right before it, other marks left out.
    touches_left: bool,
    /// Whether a word, a bracket or a currency sign stands right after it, other marks left out.
    touches_right: bool,
    /// Whether it could close a quotation in single marks that stands open.
    may_close: bool,
    /// Whether, after this one, a mark that may close comes before one that may open.
    closer_is_next: bool,
    /// Whether a mark comes after it that may close it.
    closer_follows: bool,
}

/// Sets the kind of the quotation marks among `tokens`, all those of one line.
pub fn direct(text: &str, line: Span, tokens: &mut [Token]) {
    let mut candidates = candidates(text, line, tokens);
    look_ahead(&mut candidates);
    let mut open = [0usize; 3];
    for candidate in &candidates {
        let kind = kind(text, tokens, candidate, open[candidate.family as usize] > 0);
        let count = &mut open[candidate.family as usize];
        match kind {
            TokenKind::OpenQuote => *count += 1,
            TokenKind::CloseQuote => *count = count.saturating_sub(1),
            _ => {}
        }
        tokens[candidate.token].kind = kind;
    }
}

fn candidates(text: &str, line: Span, tokens: &[Token]) -> Vec<Candidate> {
    let mut candidates: Vec<Candidate> = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        let run_end = run_end(text, tokens, at);
        if run_end == at {
            at += 1;
            continue;
        }
        let left = text[line.start..tokens[at].span.start].chars().next_back();
        let right = text[tokens[run_end - 1].span.end..line.end].chars().next();
        let touches_left = left.is_some_and(|c| !c.is_whitespace() && !"([{—–-/".contains(c));
        let touches_right = right.is_some_and(|c| c.is_alphanumeric() || "$£€¥([{@#…&".contains(c))
            || !touches_left && right.is_some_and(|c| ".-—–".contains(c));
        for (token, mark) in tokens[at..run_end].iter().enumerate() {
            let Some(family) = family(mark.span.of(text)) else { continue };
            candidates.push(Candidate {
                token: at + token,
                family,
                touches_left,
                touches_right,
                may_close: family == Family::Single && touches_left && !touches_right,
                closer_is_next: false,
                closer_follows: false,
            });
        }
        at = run_end;
    }
    candidates
}

/// One past the last of the quotation marks that stand together from `at`.
fn run_end(text: &str, tokens: &[Token], at: usize) -> usize {
    let mut end = at;
    while end < tokens.len()
        && family(tokens[end].span.of(text)).is_some()
        && (end == at || tokens[end - 1].span.end == tokens[end].span.start)
    {
        end += 1;
    }
    end
}

fn look_ahead(candidates: &mut [Candidate]) {
    let (mut closer_is_next, mut closer_follows, mut double_follows) = (false, false, false);
    for candidate in candidates.iter_mut().rev() {
        if candidate.family != Family::Single {
            candidate.closer_follows = double_follows;
            double_follows = true;
            continue;
        }
        candidate.closer_is_next = closer_is_next;
        candidate.closer_follows = closer_follows;
        closer_is_next = candidate.may_close;
        closer_follows |= candidate.may_close;
    }
}

fn kind(text: &str, tokens: &[Token], candidate: &Candidate, is_open: bool) -> TokenKind {
    if candidate.family == Family::Single {
        return single(text, tokens, candidate, is_open);
    }
    let mark = tokens[candidate.token].span.of(text);
    match (candidate.touches_left, candidate.touches_right) {
        (false, true) => TokenKind::OpenQuote,
        (true, false) if is_open => TokenKind::CloseQuote,
        // 6'2": an inch mark.
        (true, false) if before_ends(text, tokens, candidate, |c| c.is_ascii_digit()) => TokenKind::Mark,
        // He said," We will go": the space is on the wrong side.
        (true, false)
            if candidate.closer_follows && before_ends(text, tokens, candidate, |c| ",:".contains(c)) =>
        {
            TokenKind::OpenQuote
        }
        (true, false) => TokenKind::CloseQuote,
        _ => match mark {
            "“" | "„" | "``" | "«" | "‹" if !is_open => TokenKind::OpenQuote,
            "”" | "''" | "»" | "›" if is_open => TokenKind::CloseQuote,
            _ if is_open => TokenKind::CloseQuote,
            _ => TokenKind::OpenQuote,
        },
    }
}

fn single(text: &str, tokens: &[Token], candidate: &Candidate, is_open: bool) -> TokenKind {
    let mark = tokens[candidate.token].span.of(text);
    let curly = matches!(mark, "‘" | "‚" | "‛");
    match (candidate.touches_left, candidate.touches_right) {
        (false, true) if is_elision(tokens, candidate.token) => TokenKind::Mark,
        (false, true) if curly || candidate.closer_follows => TokenKind::OpenQuote,
        (true, false) => closing_single(text, tokens, candidate, is_open),
        (false, false) if is_open => TokenKind::CloseQuote,
        _ => TokenKind::Mark,
    }
}

/// "workers' rights" or the end of 'the workers'.
fn closing_single(text: &str, tokens: &[Token], candidate: &Candidate, is_open: bool) -> TokenKind {
    let left = text[..tokens[candidate.token].span.start].chars().next_back();
    let next = tokens.get(candidate.token + 1);
    let word_follows = next.is_some_and(|token| matches!(token.kind, TokenKind::Word | TokenKind::Number));
    let is_possessive = matches!(left, Some('s' | 'S' | 'z' | 'x')) && word_follows;
    match (is_possessive, is_open) {
        (true, true) if candidate.closer_is_next => TokenKind::Possessive,
        (_, true) => TokenKind::CloseQuote,
        (true, false) => TokenKind::Possessive,
        (false, false) => TokenKind::Mark,
    }
}

/// "'90s", "'tis": an apostrophe for what is left out.
fn is_elision(tokens: &[Token], at: usize) -> bool {
    const SHORTENED: [&str; 12] =
        ["tis", "twas", "em", "til", "till", "cause", "n", "bout", "round", "cuz", "ere", "nam"];
    tokens.get(at + 1).is_some_and(|next| {
        SHORTENED.contains(&next.lower.as_str())
            || next.lower.starts_with(|c: char| c.is_ascii_digit())
                && matches!(next.lower.trim_end_matches('s').len(), 2)
    })
}

fn before_ends(text: &str, tokens: &[Token], candidate: &Candidate, with: fn(char) -> bool) -> bool {
    text[..tokens[candidate.token].span.start].ends_with(with)
}

#[cfg(test)]
mod tests {
    use crate::article::Article;
    use crate::segment::TokenKind;

    /// The text with `<` for every opening mark, `>` for every closing one and `^` for every possessive ending.
    fn directed(text: &str) -> String {
        let segments = Article::of(text).segments;
        let mut shown = String::new();
        let mut at = 0;
        for token in &segments.tokens {
            shown.push_str(&text[at..token.span.start]);
            shown.push_str(match token.kind {
                TokenKind::OpenQuote => "<",
                TokenKind::CloseQuote => ">",
                TokenKind::Possessive => "^",
                _ => token.span.of(text),
            });
            at = token.span.end;
        }
        shown + &text[at..]
    }

    #[test]
    fn what_touches_a_mark_tells_its_side() {
        assert_eq!(
            directed("\"No,\" he said (\"never\") – \"not once\"."),
            "<No,> he said (<never>) – <not once>."
        );
        assert_eq!(directed("He said \"'No,' again.\" Then:\"Yes\"."), "He said <<No,> again.> Then:<Yes>.");
        assert_eq!(directed("He said,\" We will go\"."), "He said,< We will go>.");
    }

    #[test]
    fn a_mark_of_the_wrong_shape_is_told_by_its_place() {
        assert_eq!(directed("”Nobody knows,” he said."), "<Nobody knows,> he said.");
        assert_eq!(directed("„Nobody knows“, he said, “ever“."), "<Nobody knows>, he said, <ever>.");
        assert_eq!(directed("»Nobody knows«, he said, «ever»."), "<Nobody knows>, he said, <ever>.");
    }

    #[test]
    fn apostrophes_are_no_marks() {
        assert_eq!(
            directed("The workers' union didn't meet in the '90s."),
            "The workers^ union didn't meet in the '90s."
        );
        assert_eq!(
            directed("Rock ’n’ roll and ’tis the workers’ song."),
            "Rock ’n’ roll and ’tis the workers^ song."
        );
        assert_eq!(
            directed("A 6'2\" man of 'the workers' party' left."),
            "A 6'2\" man of <the workers^ party> left."
        );
        assert_eq!(
            directed("‘The workers’ rights are gone,’ he said."),
            "<The workers^ rights are gone,> he said."
        );
    }

    #[test]
    fn typewritten_marks() {
        assert_eq!(
            directed("``So it is,'' he said, ``for 'all,''' and left."),
            "<So it is,> he said, <for <all,>> and left."
        );
    }
}
