//! A message as mail programs save it: its subject, its day and its body.

use mail_parser::{DateTime, Message, MessageParser, MimeHeaders, PartType};

use crate::{Document, Fault, Form, html};

/// A day of its own stands in so many first lines of a text.
const FIRST: usize = 8;

/// The message's words, and the names of what is attached to it.
///
/// # Errors
/// Where it is no message.
pub fn read(bytes: &[u8]) -> Result<Document, Fault> {
    let message = MessageParser::default().parse(bytes).ok_or(Fault::Broken(Form::Mail))?;
    if message.subject().is_none() && message.from().is_none() && message.date().is_none() {
        return Err(Fault::Broken(Form::Mail));
    }
    let body = body(&message);
    let attached = attached(&message);
    if body.trim().is_empty() && attached.is_empty() {
        return Err(Fault::Empty);
    }
    let subject = message.subject().map(|subject| subject.split_whitespace().collect::<Vec<_>>().join(" "));
    // A body that begins by its subject, as newsletters do, says it itself.
    let subject = subject.filter(|subject| !body.trim_start().starts_with(subject.as_str()));
    // What was sent on may be older than the mail, and says so.
    let day = message.date().filter(|_| !names_year(&body)).and_then(day);
    let parts = [subject, day, Some(body.trim().to_string())];
    let text = parts.into_iter().flatten().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("\n\n");
    let left_out = (!attached.is_empty()).then(|| {
        format!("What is attached is not opened: {}. Save it, and open it by itself.", attached.join(", "))
    });
    Ok(Document { text, left_out })
}

/// The body: by its markup, where it has one, since that tells headings and lists from the rest.
fn body(message: &Message) -> String {
    let page = message.html_bodies().find_map(|part| match &part.body {
        PartType::Html(page) => Some(html::text_of(page)),
        _ => None,
    });
    page.filter(|text| !text.trim().is_empty()).unwrap_or_else(|| {
        let texts = message.text_bodies().filter_map(|part| match &part.body {
            PartType::Text(text) => {
                let is_flowed =
                    part.content_type().and_then(|kind| kind.attribute("format")) == Some("flowed");
                Some(if is_flowed { unwrapped(text) } else { text.replace("\r\n", "\n") })
            }
            _ => None,
        });
        texts.collect::<Vec<_>>().join("\n\n")
    })
}

/// A text whose lines go on where they end with a space.
fn unwrapped(text: &str) -> String {
    let mut whole = String::with_capacity(text.len());
    for line in text.lines() {
        whole.push_str(line);
        // What stands before a signature ends with a space, and does not go on.
        if !line.ends_with(' ') || line == "-- " {
            whole.push('\n');
        }
    }
    whole
}

/// Whether any of the first lines has a year in it.
fn names_year(body: &str) -> bool {
    let is_year = |word: &str| word.len() == 4 && (word.starts_with("19") || word.starts_with("20"));
    let words = |line: &str| line.split(|c: char| !c.is_ascii_digit()).any(is_year);
    body.lines().filter(|line| !line.trim().is_empty()).take(FIRST).any(words)
}

fn attached(message: &Message) -> Vec<String> {
    let files = message
        .attachments()
        .filter(|part| !part.is_content_type("image", "*") || part.content_id().is_none());
    files.filter_map(|part| part.attachment_name().map(str::to_string)).collect()
}

/// The day that the message was sent, as newspapers write it.
fn day(sent: &DateTime) -> Option<String> {
    let month = time::Month::try_from(sent.month).ok()?;
    Some(format!("{} {month} {}", sent.day, sent.year))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(mail: &str) -> Result<Document, Fault> {
        read(mail.replace('\n', "\r\n").as_bytes())
    }

    #[test]
    fn lines_that_flow_are_joined_and_encoded_words_are_read() {
        let mail = "From: =?utf-8?q?Zo=C3=AB?= <z@a.example>\nSubject: =?utf-8?q?Ferry_strike_=E2=80=94_day_two?=\n\
            Date: Thu, 7 Mar 2024 09:00:00 +0000\nContent-Type: text/plain; charset=utf-8; format=flowed\n\n\
            The ferry \nstopped.\n\nIt waits.\n";
        let read = text(mail).expect("a mail");
        assert_eq!(read.text, "Ferry strike — day two\n\n7 March 2024\n\nThe ferry stopped.\n\nIt waits.");
    }

    #[test]
    fn what_is_attached_is_told() {
        let mail = "Subject: Report\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=x\n\n--x\n\
            Content-Type: text/html; charset=utf-8\n\n<p>See <b>below</b>.</p>\n--x\n\
            Content-Type: application/pdf; name=\"r.pdf\"\nContent-Disposition: attachment; filename=\"r.pdf\"\n\nx\n--x--\n";
        let read = text(mail).expect("a mail");
        assert_eq!(read.text, "Report\n\nSee below.");
        assert!(read.left_out.is_some_and(|words| words.contains("r.pdf")));
    }

    #[test]
    fn other_texts_are_no_mail() {
        assert_eq!(text("Just words\n\nand more."), Err(Fault::Broken(Form::Mail)));
    }
}
