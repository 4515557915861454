//! Taking the attributes that would do something out of a web page's source.
//!
//! The page's own policy stops them anyhow, but a browser logs an error for each.

/// `html` with its event handlers and styles renamed to attributes that mean nothing. Words outside tags stay as they are.
pub fn inert(html: &str) -> String {
    let mut out = String::with_capacity(html.len());
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        let (before, tag) = rest.split_at(at);
        out.push_str(before);
        let end =
            if tag[1..].starts_with(|first: char| first.is_ascii_alphabetic()) { tag_end(tag) } else { 1 };
        rename(&tag[..end], &mut out);
        rest = &tag[end..];
    }
    out.push_str(rest);
    out
}

/// One past the `>` that ends the tag at the beginning of `source`.
fn tag_end(source: &str) -> usize {
    let mut quote = None;
    let mut before = ' ';
    for (at, character) in source.char_indices() {
        match quote {
            Some(mark) if mark == character => quote = None,
            Some(_) => {}
            // A quotation mark opens a value only after the equals sign.
            None if matches!(character, '"' | '\'') && before == '=' => quote = Some(character),
            None if character == '>' => return at + 1,
            None => {}
        }
        if !character.is_ascii_whitespace() {
            before = character;
        }
    }
    source.len()
}

/// Writes `tag`, a word before its handlers' and styles' names.
fn rename(tag: &str, out: &mut String) {
    let mut name_may_start = false;
    for (at, character) in tag.char_indices() {
        if name_may_start && acts(&tag[at..]) {
            out.push_str("data-");
        }
        name_may_start = character.is_ascii_whitespace() || matches!(character, '/' | '"' | '\'');
        out.push(character);
    }
}

/// Whether an attribute that does something starts here.
fn acts(source: &str) -> bool {
    let name_end = source.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(source.len());
    let name = &source[..name_end];
    let given = source[name_end..].trim_start().starts_with('=');
    given
        && (name.eq_ignore_ascii_case("style")
            || name.get(..2).is_some_and(|on| on.eq_ignore_ascii_case("on")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn handlers_and_styles_lose_their_names_and_words_stay() {
        let page =
            "<p class=a onClick = \"go('>')\" style='x'>Turn it on = off, 5 < 6 on=1</p><img/onerror=x>";
        let expected = "<p class=a data-onClick = \"go('>')\" data-style='x'>Turn it on = off, 5 < 6 on=1</p><img/data-onerror=x>";
        assert_eq!(inert(page), expected);
    }

    #[test]
    fn broken_markup_keeps_every_character() {
        for page in
            ["<", "<p", "<p on", "a < b > c", "<p title=\"never closed on=", "</p onx=1>", "<é on=1>", ""]
        {
            assert_eq!(inert(page).replace("data-", ""), page);
        }
    }
}
