//! Texts that no newsroom writes.

use super::*;

#[test]
fn nothing_makes_it_fail() {
    for text in [
        "",
        "\"",
        "“”",
        "said",
        "said,",
        ", said",
        "\"\" said",
        "according to",
        "According to ,",
        "“…,” said",
        "He said: ",
        "He said that",
        "“ “ “ said ” ” ”",
        "'' said ''",
        "told told told told",
        "said X said Y said",
        "(\"said\") said (\"",
        "asked to to to",
        "quoted as saying",
        "🙂 said “🙂”",
    ] {
        quotes(text);
        quotes(&format!("{text}\n\n{text}"));
    }
}

#[test]
fn many_marks_are_read() {
    for mark in ["\"", "'", "“", "”", "‘", "’", "« ", " »", "\" \"a\" ", "“a ‘b’ ", "'s "] {
        quotes(&mark.repeat(20_000 / mark.len()));
    }
    quotes(&"“He said, ".repeat(2_000));
    quotes(&"he said that ".repeat(2_000));
}
