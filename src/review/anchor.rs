//! A place in the text that is remembered by its words and the words around it, so that it is found again after edits
//! elsewhere.

use serde::{Deserialize, Serialize};

use crate::reading::Span;
use crate::review::offsets::Offsets;

/// Code points of context that an anchor keeps on either side.
const CONTEXT: usize = 32;

/// Words of the text, with what stands around them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
pub struct Anchor {
    /// The words themselves.
    pub exact: String,
    /// What stands before them: shorter than [`CONTEXT`] only where the text begins.
    before: String,
    /// What stands after them: shorter than [`CONTEXT`] only where the text ends.
    after: String,
    /// Where they stood, in code points.
    start: usize,
}

impl Anchor {
    /// An anchor on the words of `span`.
    pub fn new(text: &str, offsets: &Offsets, span: Span) -> Self {
        let part = |start, end| offsets.words(text, Span { start, end }).to_string();
        Anchor {
            exact: part(span.start, span.end),
            before: part(span.start.saturating_sub(CONTEXT), span.start),
            after: part(span.end, span.end + CONTEXT),
            start: span.start,
        }
    }

    /// Where the words stand now: the occurrence nearest to where they were of those whose context still stands, all of
    /// it on one side at least. One that keeps both sides goes before one that keeps one.
    pub fn find(&self, text: &str, offsets: &Offsets) -> Option<Span> {
        if self.exact.is_empty() {
            return None;
        }
        text.match_indices(&self.exact)
            .filter_map(|(byte, words)| {
                let end = byte + words.len();
                let sides = usize::from(self.stands_before(&text[..byte]))
                    + usize::from(self.stands_after(&text[end..]));
                (sides > 0).then(|| (sides, offsets.span(text, byte, end)))
            })
            .min_by_key(|(sides, span)| (2 - sides, span.start.abs_diff(self.start)))
            .map(|(_, span)| span)
    }

    fn stands_before(&self, before: &str) -> bool {
        if is_cut(&self.before) { before.ends_with(&self.before) } else { before == self.before }
    }

    fn stands_after(&self, after: &str) -> bool {
        if is_cut(&self.after) {
            after.starts_with(&self.after)
        } else {
            after.trim_end() == self.after.trim_end()
        }
    }
}

/// Whether there was more text than the context that was kept.
fn is_cut(context: &str) -> bool {
    context.chars().count() == CONTEXT
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "The mayor said the bridge would open in May. The minister said the bridge was unsafe, \
        and the engineers said nothing at all.";

    fn anchor_on(text: &str, words: &str, nth: usize) -> Anchor {
        let offsets = Offsets::new(text);
        let (byte, _) = text.match_indices(words).nth(nth).expect("the words stand in the text");
        Anchor::new(text, &offsets, offsets.span(text, byte, byte + words.len()))
    }

    fn found(anchor: &Anchor, text: &str) -> Option<usize> {
        anchor.find(text, &Offsets::new(text)).map(|span| span.start)
    }

    fn nth_start(text: &str, words: &str, nth: usize) -> Option<usize> {
        text.match_indices(words).nth(nth).map(|(byte, _)| text[..byte].chars().count())
    }

    #[test]
    fn edits_elsewhere_leave_it_on_the_same_words() {
        let anchor = anchor_on(TEXT, "said", 1);
        let edited = format!("ÅLESUND — Two ferries collided, police said. {TEXT}");
        assert_eq!(found(&anchor, &edited), nth_start(&edited, "said", 2));
        assert_eq!(
            found(&anchor, &TEXT.replace("in May", "next summer")),
            nth_start(&TEXT.replace("in May", "next summer"), "said", 1)
        );
    }

    #[test]
    fn one_side_of_its_context_may_change() {
        let anchor = anchor_on(TEXT, "unsafe", 0);
        let edited = TEXT.replace("the bridge was unsafe", "the crossing was unsafe");
        assert_eq!(found(&anchor, &edited), nth_start(&edited, "unsafe", 0));
    }

    #[test]
    fn it_falls_with_its_words_or_with_both_sides() {
        let anchor = anchor_on(TEXT, "unsafe", 0);
        assert_eq!(found(&anchor, &TEXT.replace("unsafe", "safe enough")), None);
        assert_eq!(found(&anchor, "Another article says that the tower is unsafe to enter."), None);
    }

    #[test]
    fn at_the_beginning_of_the_text_no_context_is_no_match_for_all() {
        let anchor = anchor_on("Russia bombed it.", "Russia", 0);
        assert_eq!(found(&anchor, "In the north Russia held an election."), None);
        assert_eq!(found(&anchor, "On Monday Russia bombed it.\n"), Some(10));
    }

    #[test]
    fn of_equal_places_the_nearest_is_taken() {
        let text = "Later they met. ".repeat(9);
        let anchor = anchor_on(&text, "met", 4);
        assert_eq!(found(&anchor, &text), nth_start(&text, "met", 4));
        assert_eq!(found(&anchor, &format!("So. {text}")), nth_start(&format!("So. {text}"), "met", 4));
    }
}
