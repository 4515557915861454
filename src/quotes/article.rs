//! The article with its quotation marks paired and its mentions at hand.

use std::ops::Range;

use super::passages::{Passage, pair};
use crate::entities::{Entities, Mention};
use crate::segment::{Segments, Token};

/// What the stage looks up.
pub struct Article<'a> {
    pub text: &'a str,
    pub segments: &'a Segments,
    pub entities: &'a Entities,
    pub passages: Vec<Passage>,
    /// For each token, the outermost mention that it lies in.
    cover: Vec<Option<usize>>,
    /// For each token, the passage that it lies in.
    within: Vec<Option<usize>>,
}

impl<'a> Article<'a> {
    pub fn new(text: &'a str, segments: &'a Segments, entities: &'a Entities) -> Self {
        let passages = pair(text, segments);
        let mut cover = vec![None; segments.tokens.len()];
        for (index, mention) in entities.mentions.iter().enumerate() {
            for token in segments.tokens_in(mention.span) {
                cover[token].get_or_insert(index);
            }
        }
        let mut within = vec![None; segments.tokens.len()];
        for (index, passage) in passages.iter().enumerate() {
            within[passage.tokens.clone()].fill(Some(index));
        }
        Article { text, segments, entities, passages, cover, within }
    }

    pub fn token(&self, at: usize) -> &'a Token {
        &self.segments.tokens[at]
    }

    /// The tokens of a paragraph.
    pub fn tokens_of(&self, paragraph: usize) -> Range<usize> {
        let sentences = &self.segments.sentences[self.segments.paragraphs[paragraph].sentences.clone()];
        match (sentences.first(), sentences.last()) {
            (Some(first), Some(last)) => first.tokens.start..last.tokens.end,
            _ => 0..0,
        }
    }

    /// The outermost mention that the token lies in.
    pub fn mention(&self, token: usize) -> Option<&'a Mention> {
        self.cover[token].map(|index| &self.entities.mentions[index])
    }

    /// The passage that the token lies in.
    pub fn passage_of(&self, token: usize) -> Option<usize> {
        self.within[token]
    }
}
