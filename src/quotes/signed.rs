//! Quotations with somebody's name beside them and no verb: signed after a dash, or announced by a line that ends with a colon.

use std::ops::Range;

use super::article::Article;
use super::passages::Passage;
use super::turns::has_verb;
use super::{Quote, SIGNED, without_cue};
use crate::encoder::Encoding;
use crate::entities::Mention;
use crate::reading::EntityKind;
use crate::segment::TokenKind;

/// Tokens that a signature or an announcement has at most.
const LONGEST: usize = 16;
/// Words that a quotation has at least: a shorter one may be a title.
const SHORTEST: usize = 3;

/// The quotations that are signed or announced.
pub fn signed(article: &Article, encoding: &Encoding) -> Vec<Quote> {
    let find = |passage: &Passage| {
        let words = passage.inner.clone().filter(|at| article.token(*at).is_word()).count();
        let content = passage.content(article.text, article.segments).filter(|_| words >= SHORTEST)?;
        let by =
            signature(article, encoding, passage).or_else(|| announcement(article, encoding, passage))?;
        Some(without_cue(content, Some(by.span), Some(by.entity), [SIGNED; 2]))
    };
    article.passages.iter().filter_map(find).collect()
}

/// Who signs a passage: "“We are ready.” – Anna Kovacs, mayor", on its line or on the next.
fn signature<'a>(article: &'a Article, encoding: &Encoding, passage: &Passage) -> Option<&'a Mention> {
    let paragraph = article.segments.paragraph_at(passage.span)?;
    let end = article.tokens_of(paragraph).end;
    let rest = match end > passage.tokens.end {
        true => passage.tokens.end..end,
        false => {
            article.tokens_of(Some(paragraph + 1).filter(|next| *next < article.segments.paragraphs.len())?)
        }
    };
    let is_dash = matches!(&*article.token(rest.start).lower, "—" | "–" | "―" | "-" | "--");
    let name = rest.start + 1..rest.end;
    let is_name = is_dash && !name.is_empty() && name.len() <= LONGEST;
    let is_said = is_name && has_verb(encoding, article.segments.span(name.clone()));
    actor(article, name.clone()).filter(|mention| is_name && !is_said && begins(article, mention, name.start))
}

/// Whether nothing but an office stands between the first token of a name and `mention`.
fn begins(article: &Article, mention: &Mention, first: usize) -> bool {
    let start = article.segments.tokens_in(mention.span).start;
    (first..start).all(|at| article.token(at).kind == TokenKind::Word)
}

/// Whom the line before a passage that fills a paragraph announces: "And from Anna Kovacs:".
fn announcement<'a>(article: &'a Article, encoding: &Encoding, passage: &Passage) -> Option<&'a Mention> {
    let paragraph = article.segments.paragraph_at(passage.span)?;
    let before = article.tokens_of(paragraph.checked_sub(1)?);
    let fills = article.tokens_of(paragraph) == passage.tokens;
    let announces = fills
        && (2..=LONGEST).contains(&before.len())
        && article.token(before.end - 1).is_mark(":")
        && !has_verb(encoding, article.segments.span(before.clone()));
    actor(article, before).filter(|_| announces)
}

/// The first mention of somebody who can speak.
fn actor<'a>(article: &'a Article, mut tokens: Range<usize>) -> Option<&'a Mention> {
    let speaks = |mention: &&Mention| {
        matches!(
            article.entities.entities[mention.entity].kind,
            EntityKind::Person | EntityKind::Organisation | EntityKind::Group
        )
    };
    tokens.find_map(|at| article.mention(at).filter(speaks))
}
