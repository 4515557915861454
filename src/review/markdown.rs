//! As much of Markdown as this project's own documents use, for showing them in the page.

/// A part of a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Block {
    /// A heading of this depth, from 1.
    Heading(usize, Vec<Inline>),
    /// A paragraph.
    Paragraph(Vec<Inline>),
    /// The items of a list.
    List(Vec<Vec<Inline>>),
    /// Commands as they are typed.
    Code(String),
    /// A table: its rows of cells, the header first.
    Table(Vec<Vec<Vec<Inline>>>),
}

/// A part of a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Inline {
    /// Plain words.
    Words(String),
    /// Words that weigh more.
    Strong(String),
    /// A name in a program.
    Code(String),
}

/// The blocks of a document.
pub fn blocks(text: &str) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut lines = text.lines().peekable();
    while let Some(line) = lines.next() {
        if line.trim().is_empty() {
            continue;
        }
        let kind = Kind::of(line);
        let mut group = vec![line];
        while let Some(next) = lines.next_if(|next| kind.takes(next)) {
            group.push(next);
        }
        blocks.push(kind.block(&group));
    }
    blocks
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Heading,
    Paragraph,
    List,
    Code,
    Table,
}

impl Kind {
    fn of(line: &str) -> Self {
        match line {
            line if line.starts_with('#') => Kind::Heading,
            line if line.starts_with('|') => Kind::Table,
            line if line.starts_with("- ") => Kind::List,
            line if line.starts_with("    ") => Kind::Code,
            _ => Kind::Paragraph,
        }
    }

    /// Whether `next` goes on with a block of this kind.
    fn takes(self, next: &str) -> bool {
        let is_blank = next.trim().is_empty();
        match self {
            Kind::Heading => false,
            Kind::List => !is_blank && (next.starts_with("- ") || next.starts_with("  ")),
            Kind::Paragraph => !is_blank && Kind::of(next) == Kind::Paragraph,
            Kind::Code | Kind::Table => !is_blank && Kind::of(next) == self,
        }
    }

    fn block(self, lines: &[&str]) -> Block {
        match self {
            Kind::Heading => {
                let rest = lines[0].trim_start_matches('#');
                Block::Heading(lines[0].len() - rest.len(), inlines(rest.trim()))
            }
            Kind::Paragraph => Block::Paragraph(inlines(&lines.join(" "))),
            Kind::Code => Block::Code(lines.iter().map(|line| line.trim()).collect::<Vec<_>>().join("\n")),
            Kind::List => {
                let mut items: Vec<String> = Vec::new();
                for line in lines {
                    match (line.strip_prefix("- "), items.last_mut()) {
                        (None, Some(item)) => item.push_str(&format!(" {}", line.trim())),
                        (first, _) => items.push(first.unwrap_or(line).to_string()),
                    }
                }
                Block::List(items.iter().map(|item| inlines(item)).collect())
            }
            Kind::Table => {
                let is_rule = |line: &&&str| line.chars().all(|c| matches!(c, '|' | '-' | ':' | ' '));
                let cells =
                    |line: &str| line.trim_matches('|').split('|').map(|cell| inlines(cell.trim())).collect();
                Block::Table(lines.iter().filter(|line| !is_rule(line)).map(|line| cells(line)).collect())
            }
        }
    }
}

/// The parts of a line: `code`, **strong words** and the rest.
fn inlines(line: &str) -> Vec<Inline> {
    let mut parts = Vec::new();
    let mut rest = line;
    while !rest.is_empty() {
        let found = ["`", "**"].into_iter().filter_map(|mark| {
            let start = rest.find(mark)?;
            let inside = &rest[start + mark.len()..];
            Some((start, mark, &inside[..inside.find(mark)?]))
        });
        let Some((start, mark, inside)) = found.min_by_key(|(start, ..)| *start) else {
            parts.push(Inline::Words(rest.to_string()));
            break;
        };
        if start > 0 {
            parts.push(Inline::Words(rest[..start].to_string()));
        }
        parts.push(if mark == "`" {
            Inline::Code(inside.to_string())
        } else {
            Inline::Strong(inside.to_string())
        });
        rest = &rest[start + inside.len() + 2 * mark.len()..];
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(words: &str) -> Inline {
        Inline::Words(words.to_string())
    }

    #[test]
    fn a_document_falls_into_its_blocks() {
        let text = "# The boat\n\n**Hull.** Built of\n`oak` and pitch.\n\n    row --fast\n    row --slow\n\n\
                    | part | from |\n|---|---|\n| mast | Bergen |\n\n- one\n  more\n- two\n";
        let cell = |cell: &str| vec![words(cell)];
        assert_eq!(
            blocks(text),
            [
                Block::Heading(1, vec![words("The boat")]),
                Block::Paragraph(vec![
                    Inline::Strong("Hull.".to_string()),
                    words(" Built of "),
                    Inline::Code("oak".to_string()),
                    words(" and pitch."),
                ]),
                Block::Code("row --fast\nrow --slow".to_string()),
                Block::Table(vec![vec![cell("part"), cell("from")], vec![cell("mast"), cell("Bergen")]]),
                Block::List(vec![cell("one more"), cell("two")]),
            ]
        );
    }

    #[test]
    fn marks_without_an_end_are_words() {
        assert_eq!(inlines("two ** and a `"), [words("two ** and a `")]);
    }

    #[test]
    fn the_model_card_is_shown_whole() {
        let card = blocks(include_str!("../../training/MODEL_CARD.md"));
        let tables = card.iter().filter(|block| matches!(block, Block::Table(_))).count();
        assert!(tables >= 2 && matches!(card[0], Block::Heading(1, _)), "{card:?}");
    }
}
