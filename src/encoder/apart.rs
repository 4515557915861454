//! What stands by itself, such as a headline or a caption: its words are never source, cue or doer of what the running text says,
//! and nothing said goes on across its border.

use std::ops::Range;

use super::Encoding;
use crate::segment::Segments;

/// Takes back what the network joins across such a border. A headline's events may be filled from the running text.
pub fn keep(encoding: &mut Encoding, segments: &Segments) {
    let parts = parts(encoding, segments);
    let of = |words: &Range<usize>| parts[words.start];
    let is_whole = |words: &Range<usize>| parts[words.start] == parts[words.end - 1];
    let said = &mut encoding.said;
    let mentions: Vec<Option<usize>> = said.mentions.iter().map(|mention| of(&mention.words)).collect();
    let may_serve =
        |mention: usize, part: Option<usize>| mentions[mention].is_none() || mentions[mention] == part;
    for trigger in &mut said.triggers {
        trigger.fillers.retain(|(mention, _)| may_serve(*mention, parts[trigger.word]));
    }
    for content in &mut said.contents {
        let words = content.words.clone();
        content.words.end =
            words.clone().find(|word| parts[*word] != parts[words.start]).unwrap_or(words.end);
        content.speakers.retain(|(mention, _)| may_serve(*mention, parts[words.start]));
    }
    said.cues.retain(is_whole);
    encoding.attributions.retain_mut(|attribution| {
        let part = of(&attribution.cue);
        let is_beside = |words: &Range<usize>| is_whole(words) && of(words) == part;
        attribution.source = attribution.source.take().filter(is_beside);
        is_whole(&attribution.cue) && attribution.content.as_ref().is_none_or(is_beside)
    });
}

/// For each word the paragraph that it is in, where that stands by itself.
fn parts(encoding: &Encoding, segments: &Segments) -> Vec<Option<usize>> {
    let mut paragraphs = (0..segments.paragraphs.len()).peekable();
    let part = |word: &crate::text::Span| {
        while paragraphs.next_if(|at| segments.paragraphs[*at].span.end <= word.start).is_some() {}
        paragraphs.peek().copied().filter(|at| segments.paragraphs[*at].is_apart())
    };
    encoding.words.iter().map(part).collect()
}

#[cfg(test)]
mod tests {
    use crate::article::Article;
    use crate::encoder::Model;
    use crate::{entities, quotes};

    #[test]
    fn a_headline_does_not_speak_in_the_text() {
        let text = "Senate rejects nominee\n\nThe hospital said it would close two wards in May. Patients had been told a week \
            ago, a nurse said, and the last of them would leave on Friday.";
        let article = Article::of(text);
        let encoding = Model::read_once(text, &article.segments);
        let entities = entities::find(text, &encoding, None, &[]);
        let quotes = quotes::find(text, &article.segments, &encoding, &entities);
        let speaker = quotes[0].speaker.map(|speaker| entities.entities[speaker].name.as_str());
        assert_eq!(speaker, Some("hospital"));
        assert!(quotes.iter().all(|quote| quote.content.start > 24), "{quotes:?}");
    }
}
