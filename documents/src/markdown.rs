//! Markdown: its words without its marks.

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use crate::plain_text::PlainText;

/// The text that `source` would be shown as.
pub fn text_of(source: &str) -> String {
    let mut text = PlainText::default();
    let mut is_code = false;
    let options =
        Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH | Options::ENABLE_YAML_STYLE_METADATA_BLOCKS;
    // What is in these is not shown: pictures have words for who cannot see them.
    let mut unseen = 0_usize;
    for event in Parser::new_ext(source, options) {
        match event {
            Event::Start(Tag::Image { .. } | Tag::MetadataBlock(_)) => unseen += 1,
            Event::End(TagEnd::Image | TagEnd::MetadataBlock(_)) => unseen -= 1,
            _ if unseen > 0 => {}
            Event::Start(Tag::CodeBlock(_)) => {
                text.paragraph();
                is_code = true;
            }
            Event::End(TagEnd::CodeBlock) => {
                text.paragraph();
                is_code = false;
            }
            Event::Text(words) if is_code => text.preformatted(&words),
            Event::Text(words) | Event::Code(words) => text.words(&words),
            Event::SoftBreak => text.words(" "),
            Event::HardBreak => text.line(),
            Event::Start(tag) if is_line(&tag.to_end()) => text.block(),
            Event::End(tag) if is_line(&tag) => text.block(),
            Event::End(TagEnd::TableCell) => text.words(" "),
            Event::Start(tag) if is_paragraph(&tag.to_end()) => text.paragraph(),
            Event::End(tag) if is_paragraph(&tag) => text.paragraph(),
            Event::Rule => text.paragraph(),
            _ => {}
        }
    }
    text.finish()
}

fn is_line(tag: &TagEnd) -> bool {
    matches!(tag, TagEnd::Item | TagEnd::TableRow | TagEnd::TableHead)
}

fn is_paragraph(tag: &TagEnd) -> bool {
    matches!(
        tag,
        TagEnd::Paragraph | TagEnd::Heading(_) | TagEnd::BlockQuote(_) | TagEnd::List(_) | TagEnd::Table
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_are_left_out_and_blocks_stay_apart() {
        let source = "---\ntitle: x\n---\n# Ferry *strike*\n\nA [port](http://a.example)\nclosed, ![photo](x.png)5 < 6.\n\n- One\n- Two\n\n> Quoted.\n\n<div>x</div>\n";
        assert_eq!(text_of(source), "Ferry strike\n\nA port closed, 5 < 6.\n\nOne\nTwo\n\nQuoted.");
    }
}
