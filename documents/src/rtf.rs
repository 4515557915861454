//! Rich text: groups in braces, control words, and words between them.

use mail_parser::decoders::charsets::map::charset_decoder;

use crate::plain_text::PlainText;
use crate::{Fault, Form};

/// Groups that begin with one of these words have no words of the text.
const SKIPPED: [&str; 20] = [
    "fonttbl",
    "colortbl",
    "stylesheet",
    "info",
    "pict",
    "object",
    "fldinst",
    "header",
    "headerl",
    "headerr",
    "headerf",
    "footer",
    "footerl",
    "footerr",
    "footerf",
    "footnote",
    "annotation",
    "themedata",
    "listtable",
    "revtbl",
];

/// Groups that begin with one of these hold the mark of an item of a list.
const MARKS: [&str; 2] = ["listtext", "pntext"];

/// Words that stand for a character.
const CHARACTERS: [(&str, &str); 8] = [
    ("lquote", "‘"),
    ("rquote", "’"),
    ("ldblquote", "“"),
    ("rdblquote", "”"),
    ("emdash", "—"),
    ("endash", "–"),
    ("bullet", "•"),
    ("tab", " "),
];

/// The words of the document.
///
/// # Errors
/// Where it has no end.
pub fn text_of(bytes: &[u8]) -> Result<String, Fault> {
    let mut reader = Reader::new(bytes);
    while let Some(token) = reader.token() {
        if reader.heed(token) {
            reader.flush();
            return Ok(reader.text.finish());
        }
    }
    Err(Fault::Broken(Form::Rtf))
}

enum Token<'b> {
    Open,
    Close,
    /// A control word with its number.
    Word(&'b str, Option<i32>),
    /// A control symbol: a backslash and a character that is no letter.
    Symbol(u8),
    /// A byte of the document's encoding.
    Byte(u8),
}

/// What holds to the end of a group.
#[derive(Clone, Copy)]
struct State {
    /// Nothing in it is shown.
    is_skipped: bool,
    /// It is the mark of an item of a list; of what only might be one, it is empty.
    is_mark: bool,
    /// Its words are hidden, or deleted while changes were tracked.
    is_hidden: bool,
    /// Nothing has been read of the group yet.
    is_new: bool,
    /// So many characters after one in Unicode stand for it in programs that know none.
    stand_ins: usize,
}

struct Reader<'b> {
    rest: &'b [u8],
    state: State,
    groups: Vec<State>,
    text: PlainText,
    /// Whether the paragraph is an item of a list.
    is_item: bool,
    /// Whether it has words.
    has_words: bool,
    /// Bytes that are yet to be decoded.
    due: Vec<u8>,
    /// Units of UTF-16 that are yet to be decoded.
    units: Vec<u16>,
    encoding: String,
}

impl<'b> Reader<'b> {
    fn new(bytes: &'b [u8]) -> Self {
        Reader {
            rest: bytes,
            state: State { is_skipped: false, is_mark: false, is_hidden: false, is_new: false, stand_ins: 1 },
            groups: Vec::new(),
            text: PlainText::default(),
            is_item: false,
            has_words: false,
            due: Vec::new(),
            units: Vec::new(),
            encoding: "windows-1252".to_string(),
        }
    }

    fn token(&mut self) -> Option<Token<'b>> {
        let (first, rest) = self.rest.split_first()?;
        self.rest = rest;
        match first {
            b'{' => Some(Token::Open),
            b'}' => Some(Token::Close),
            b'\\' => self.control(),
            // Line breaks of the source say nothing.
            b'\r' | b'\n' => self.token_after_breaks(),
            byte => Some(Token::Byte(*byte)),
        }
    }

    fn token_after_breaks(&mut self) -> Option<Token<'b>> {
        let breaks = self.rest.iter().take_while(|byte| matches!(byte, b'\r' | b'\n')).count();
        self.rest = &self.rest[breaks..];
        self.token()
    }

    fn control(&mut self) -> Option<Token<'b>> {
        let letters = self.rest.iter().take_while(|byte| byte.is_ascii_alphabetic()).count();
        if letters == 0 {
            let (symbol, rest) = self.rest.split_first()?;
            self.rest = rest;
            return Some(match symbol {
                b'\'' => {
                    let byte = self
                        .rest
                        .get(..2)
                        .and_then(|hex| u8::from_str_radix(std::str::from_utf8(hex).ok()?, 16).ok());
                    self.rest = self.rest.get(2..).unwrap_or_default();
                    byte.map_or(Token::Symbol(b'\''), Token::Byte)
                }
                symbol => Token::Symbol(*symbol),
            });
        }
        let (word, rest) = self.rest.split_at(letters);
        let sign = usize::from(rest.first() == Some(&b'-'));
        let digits = rest[sign..].iter().take_while(|byte| byte.is_ascii_digit()).count();
        let (number, rest) = if digits > 0 { rest.split_at(sign + digits) } else { (&[][..], rest) };
        self.rest = rest.strip_prefix(b" ").unwrap_or(rest);
        let number = std::str::from_utf8(number).ok().and_then(|number| number.parse().ok());
        Some(Token::Word(std::str::from_utf8(word).unwrap_or_default(), number))
    }

    /// Heeds `token`; whether the document ends with it.
    fn heed(&mut self, token: Token) -> bool {
        let was_new = std::mem::take(&mut self.state.is_new);
        match token {
            Token::Open => {
                self.groups.push(self.state);
                self.state.is_new = true;
            }
            Token::Close => match self.groups.pop() {
                Some(state) => self.state = state,
                None => return true,
            },
            Token::Symbol(b'*') if was_new => self.state.is_skipped = true,
            _ if self.state.is_skipped => self.pass(&token),
            Token::Word(word, _) if was_new && SKIPPED.contains(&word) => self.state.is_skipped = true,
            Token::Word(word, _) if was_new && MARKS.contains(&word) => {
                (self.state.is_skipped, self.state.is_mark) = (true, true);
            }
            Token::Word(word, number) => self.word(word, number),
            Token::Symbol(b'~') => self.words("\u{a0}"),
            Token::Symbol(b'_') => self.words("-"),
            Token::Symbol(symbol @ (b'\\' | b'{' | b'}')) => self.byte(symbol),
            Token::Symbol(b'\r' | b'\n') => self.paragraph(),
            Token::Symbol(_) => {}
            Token::Byte(byte) => self.byte(byte),
        }
        matches!(token, Token::Close) && self.groups.is_empty()
    }

    /// What is skipped may have bytes in it that are no source.
    fn pass(&mut self, token: &Token) {
        match token {
            Token::Word("bin", Some(length)) => {
                self.rest = self.rest.get(usize::try_from(*length).unwrap_or_default()..).unwrap_or_default();
            }
            Token::Word("u" | "bullet", _) | Token::Byte(b'!'..) if self.state.is_mark => self.is_item = true,
            _ => {}
        }
    }

    fn word(&mut self, word: &str, number: Option<i32>) {
        let is_on = number != Some(0);
        match word {
            "par" | "sect" | "page" | "row" => self.paragraph(),
            "line" => {
                self.flush();
                self.text.line();
            }
            "cell" => self.words(" "),
            "u" => {
                self.decode_due();
                self.units.extend(number.map(|unit| unit as u16).filter(|_| !self.state.is_hidden));
                self.pass_stand_ins();
            }
            "uc" => self.state.stand_ins = number.and_then(|count| count.try_into().ok()).unwrap_or(1),
            "ansicpg" => self.encoding = format!("windows-{}", number.unwrap_or(1252)),
            "v" | "deleted" => {
                self.flush();
                self.state.is_hidden = is_on;
            }
            "plain" => self.state.is_hidden = false,
            "bin" => self.pass(&Token::Word(word, number)),
            _ => {
                if let Some((_, character)) = CHARACTERS.iter().find(|(name, _)| *name == word) {
                    self.words(character);
                }
            }
        }
    }

    /// Passes the characters that stand for one in Unicode.
    fn pass_stand_ins(&mut self) {
        for _ in 0..self.state.stand_ins {
            let before = self.rest;
            match self.token() {
                Some(Token::Open | Token::Close | Token::Word(..)) | None => {
                    self.rest = before;
                    return;
                }
                Some(Token::Byte(_) | Token::Symbol(_)) => {}
            }
        }
    }

    fn byte(&mut self, byte: u8) {
        if !self.state.is_hidden {
            self.decode_units();
            self.due.push(byte);
        }
    }

    fn words(&mut self, words: &str) {
        self.flush();
        if !self.state.is_hidden {
            self.write(words);
        }
    }

    fn write(&mut self, words: &str) {
        if !std::mem::replace(&mut self.has_words, true) {
            self.text.begin(self.is_item);
        }
        self.text.words(words);
    }

    fn paragraph(&mut self) {
        self.flush();
        self.text.block();
        (self.is_item, self.has_words) = (false, false);
    }

    /// Writes all that was read.
    fn flush(&mut self) {
        self.decode_units();
        self.decode_due();
    }

    fn decode_units(&mut self) {
        let units = std::mem::take(&mut self.units);
        if !units.is_empty() {
            self.write(&String::from_utf16_lossy(&units));
        }
    }

    fn decode_due(&mut self) {
        let bytes = std::mem::take(&mut self.due);
        if !bytes.is_empty() {
            let decoder = charset_decoder(self.encoding.as_bytes());
            let words =
                decoder.map_or_else(|| String::from_utf8_lossy(&bytes).into_owned(), |decode| decode(&bytes));
            self.write(&words);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_read_and_what_stands_around_them_is_not() {
        let source = br"{\rtf1\ansi\ansicpg1252{\fonttbl{\f0 Arial;}}{\*\generator X;}{\info{\title T}}
{\header Page 1\par}\pard\b Ferry strike\b0\par
Zo\'eb said \u8220\'93we {\i wait}\u8221?, \{now\}.\line Then{\v  hidden} \uc2\u-10179??\u-8704??\par
{\pict\bin4 }}}}}One\cell Two\row}";
        let text = text_of(source).expect("a document");
        assert_eq!(text, "Ferry strike\n\nZoë said “we wait”, {now}.\nThen 😀\n\nOne Two");
    }

    #[test]
    fn a_document_that_breaks_off_is_broken() {
        assert_eq!(text_of(br"{\rtf1 Words"), Err(Fault::Broken(Form::Rtf)));
        assert_eq!(text_of(br"{\rtf1 \u"), Err(Fault::Broken(Form::Rtf)));
    }
}
