//! The command line, as its users meet it.

mod common;

use std::fs;
use std::process::Output;

use common::{dateline, empty_folder};
use serde_json::Value;

const ARTICLE: &str = "NAIROBI: The ministry closed two bridges on Monday after heavy rain.\n\n\
    \"We had no choice,\" said Jane Mwangi, the ministry's chief engineer.\n";

fn lines(output: &Output) -> Vec<Value> {
    let text = std::str::from_utf8(&output.stdout).expect("the answers are UTF-8");
    text.lines().map(|line| serde_json::from_str(line).expect("every answer is a line of JSON")).collect()
}

fn errors(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

#[test]
fn one_file_gives_an_object_and_several_an_array() {
    let folder = empty_folder("cli-files");
    let file = |name: &str| {
        let path = folder.join(name);
        fs::write(&path, ARTICLE).expect("the article can be written");
        path.to_string_lossy().into_owned()
    };
    let (first, second) = (file("first.txt"), file("second.txt"));
    let one = dateline(&["read", "--published", "2024-05-07", &first], b"");
    let one: Value = serde_json::from_slice(&one.stdout).expect("one reading");
    assert_eq!(one["schema"], "dateline/2");
    assert_eq!(one["published"], "2024-05-07");
    assert_eq!(one.get("spans"), None);
    let two = dateline(&["read", "--published", "2024-05-07", "--spans", &first, &second], b"");
    let two: Vec<Value> = serde_json::from_slice(&two.stdout).expect("an array");
    assert_eq!(two.len(), 2);
    assert_eq!(two[0], two[1]);
    assert!(two[0]["spans"]["names"].is_array() && two[0]["spans"]["attributions"].is_array());
    assert_eq!(two[0]["quotes"], one["quotes"]);
}

#[test]
fn an_exported_reading_becomes_an_annotated_article() {
    let folder = empty_folder("cli-annotated");
    let article = folder.join("article.txt");
    fs::write(&article, ARTICLE).expect("written");
    let read = dateline(&["read", &article.to_string_lossy()], b"");
    let mut exported: Value = serde_json::from_slice(&read.stdout).expect("a reading");
    // As the page adds to it.
    exported["text"] = ARTICLE.into();
    exported["origin"] = serde_json::json!({"headline": null, "outlet": "The Herald", "url": null});
    exported["corrections"] = serde_json::json!([{"action": "speaker", "of": "quote"}]);
    exported["quotes"][0]["speaker"] = exported["entities"][0]["id"].clone();
    let file = folder.join("bridges.json");
    fs::write(&file, exported.to_string()).expect("written");
    let output = dateline(&["annotated", &file.to_string_lossy()], b"");
    let [line] = lines(&output).try_into().expect("one line");
    assert_eq!((&line["id"], &line["source"]), (&"bridges".into(), &"The Herald".into()));
    assert_eq!(line["text"], ARTICLE);
    assert_eq!(line["quotes"][0]["speaker"], line["entities"][0]["id"]);
    let mention = &line["mentions"][0];
    assert!(
        line["entities"].as_array().is_some_and(|all| all.iter().any(|it| it["id"] == mention["entity"]))
    );
    assert!(mention["form"] == "noun" || mention["form"] == "pronoun");
    let output = dateline(&["annotated", &article.to_string_lossy()], b"");
    assert_eq!(output.status.code(), Some(1));
    assert!(errors(&output).contains("not a reading that the page has exported"), "{}", errors(&output));
}

#[test]
fn what_cannot_be_read_is_told_and_fails() {
    let folder = empty_folder("cli-errors");
    let latin = folder.join("latin-1.txt");
    fs::write(&latin, b"The caf\xe9 in Orl\xe9ans was closed on Monday.").expect("written");
    let empty = folder.join("empty.txt");
    fs::write(&empty, " \r\n\t").expect("written");
    for (path, told) in [
        (latin.to_string_lossy(), "not a text in UTF-8"),
        (empty.to_string_lossy(), "There is no text"),
        (folder.join("absent.txt").to_string_lossy(), "No such file"),
    ] {
        let output = dateline(&["read", &path], b"");
        assert_eq!(output.status.code(), Some(1));
        assert!(output.stdout.is_empty());
        assert!(errors(&output).contains(told) && errors(&output).contains(&*path), "{}", errors(&output));
    }
    let output = dateline(&["read", "--published", "2 May 2024", "-"], b"");
    assert_eq!(output.status.code(), Some(2));
    assert!(errors(&output).contains("YYYY-MM-DD"), "{}", errors(&output));
}

#[test]
fn a_bad_line_is_answered_and_the_run_goes_on() {
    let long = "word ".repeat(300_000);
    let mut input = Vec::new();
    for line in [
        r#"{"id": 18446744073709551617, "text": "Heavy rain closed the bridge on Monday."}"#,
        "<html>",
        r#"{"id": "no text"}"#,
        r#"{"id": ["bad", "date"], "text": "Heavy rain closed the bridge.", "published": "tomorrow"}"#,
        "",
        r#"{"text": "Heavy rain closed the bridge on Monday.", "published": "2024-05-07"}"#,
        &format!(r#"{{"id": "long", "text": "{long}"}}"#),
        r#"{"id": "half a character", "text": "\ud83d"}"#,
    ] {
        input.extend_from_slice(line.as_bytes());
        input.extend_from_slice(b"\r\n");
    }
    input.extend_from_slice(
        b"{\"id\": 8, \"text\": \"caf\xe9\"}\n{\"id\": \"last\", \"text\": \"The bridge reopened.\"}",
    );
    let output = dateline(&["read", "--jsonl", "--published", "2020-01-01"], &input);
    assert!(output.status.success());
    assert!(String::from_utf8_lossy(&output.stdout).starts_with(r#"{"id":18446744073709551617,"#));
    let answers = lines(&output);
    let ids: Vec<String> = answers.iter().map(|answer| answer["id"].to_string()).collect();
    assert_eq!(
        ids[1..],
        ["null", "\"no text\"", r#"["bad","date"]"#, "null", "\"long\"", "null", "null", "\"last\""]
    );
    for (answer, told) in
        answers.iter().zip(["", "JSON", "text", "YYYY-MM-DD", "", "1000000", "JSON", "JSON", ""])
    {
        match answer["error"].as_str() {
            Some(error) => assert!(!told.is_empty() && error.contains(told), "{error}"),
            None => assert!(told.is_empty() && answer["schema"] == "dateline/2", "{answer}"),
        }
    }
    assert_eq!(answers[0]["published"], "2020-01-01");
    assert_eq!(answers[4]["published"], "2024-05-07");
}

#[test]
fn answers_keep_the_order_of_a_long_stream() {
    let input: String = (0..600)
        .map(|id| {
            // Long and short ones by turns, so that later ones are read first.
            let text = ARTICLE.repeat(if id % 50 == 0 { 20 } else { 1 });
            format!("{}\n", serde_json::json!({"id": id, "text": text}))
        })
        .collect();
    let output = dateline(&["read", "--jsonl"], input.as_bytes());
    let ids: Vec<u64> = lines(&output).iter().filter_map(|answer| answer["id"].as_u64()).collect();
    assert_eq!(ids, (0..600).collect::<Vec<_>>());
}

#[cfg(unix)]
#[test]
fn a_reader_that_has_enough_is_no_error() {
    let binary = env!("CARGO_BIN_EXE_dateline");
    let line = serde_json::json!({"id": 1, "text": ARTICLE});
    let script = format!(
        "yes '{}' | head -5000 | '{binary}' read --jsonl | head -1; echo ${{PIPESTATUS[2]}}",
        line.to_string().replace('\'', "'\\''")
    );
    let output = std::process::Command::new("bash").args(["-c", &script]).output().expect("bash runs");
    let text = String::from_utf8_lossy(&output.stdout);
    assert_eq!(text.lines().last(), Some("0"), "{text}");
    assert!(!errors(&output).contains("panicked"), "{}", errors(&output));
}

#[test]
fn texts_are_cut_into_the_words_that_the_network_reads() {
    let text = "Rebels don’t leave Tarsk\n\nThe army's CIA-trained rebels left on Monday. Nobody saw them.\n";
    let line = serde_json::json!({ "id": 7, "text": text }).to_string();
    let answers = lines(&dateline(&["words"], format!("{line}\nnothing\n").as_bytes()));
    assert_eq!(answers[0]["id"], 7);
    let characters: Vec<char> = text.chars().collect();
    let words: Vec<String> = answers[0]["words"]
        .as_array()
        .expect("there are words")
        .iter()
        .map(|span| [0, 1].map(|end| span[end].as_u64().expect("an offset") as usize))
        .map(|[start, end]| characters[start..end].iter().collect())
        .collect();
    let expected =
        "Rebels do n’t leave Tarsk The army 's CIA - trained rebels left on Monday . Nobody saw them .";
    assert_eq!(words, expected.split(' ').collect::<Vec<_>>());
    assert_eq!(answers[0]["sentences"], serde_json::json!([0, 5, 16]));
    assert_eq!(answers[0]["paragraphs"], serde_json::json!([0, 5]));
    assert_eq!(answers[0]["windows"], serde_json::json!([[0, 20, 0, 20]]));
    assert!(answers[1]["error"].as_str().is_some_and(|error| error.contains("JSON")));
}

#[test]
fn what_is_said_of_lines_counts() {
    let text = "Council closes two bridges\n\nThe council closed two bridges on Monday after heavy rain, its engineer said.\n\n\
                Drivers will have to go round by Orsk.\n";
    let start = text.find("Drivers").expect("it is there");
    let line = |field: &str| {
        serde_json::json!({"id": field, "text": text, field: [[start, start + 7]]}).to_string() + "\n"
    };
    let output = dateline(&["read", "--jsonl"], (line("article") + &line("furniture")).as_bytes());
    let readings = lines(&output);
    let is_read = |reading: &Value| {
        let spans = reading["furniture"].as_array().expect("a list of furniture");
        !spans.iter().any(|span| span["start"] == start)
    };
    assert_eq!(readings.iter().map(is_read).collect::<Vec<_>>(), [true, false]);
    let wrong =
        dateline(&["read", "--jsonl"], b"{\"id\":1,\"text\":\"The council met.\",\"article\":[[1]]}\n");
    assert!(lines(&wrong)[0]["error"].as_str().is_some_and(|error| error.contains("\"article\"")));
}

#[test]
fn what_is_said_of_who_is_who_counts() {
    let text = "Police in Leeds arrested Omar Haddad on Monday. Karim Saleh, a baker, told the court that the police had \
                beaten Haddad. Saleh left the court at noon.";
    let at = |words: &str| text.find(words).map(|start| [start, start + words.len()]).expect("it is there");
    let last = text.rfind("Saleh").map(|start| [start, start + 5]).expect("it is there");
    let read = |field: &str, value: Value| {
        let line = serde_json::json!({"id": 1, "text": text, field: value}).to_string() + "\n";
        lines(&dateline(&["read", "--jsonl"], line.as_bytes()))[0].clone()
    };
    let id = |reading: &Value, [start, _]: [usize; 2]| {
        let of = |entity: &&Value| {
            entity["mentions"]
                .as_array()
                .is_some_and(|all| all.iter().any(|mention| mention["start"] == start))
        };
        reading["entities"].as_array().and_then(|all| all.iter().find(of)).map(|entity| entity["id"].clone())
    };
    let plain = read("published", Value::from("2024-05-07"));
    assert_eq!(id(&plain, at("Karim Saleh")), id(&plain, last));
    assert_ne!(id(&plain, at("Karim Saleh")), id(&plain, at("Omar Haddad")));
    let joined = read("same", serde_json::json!([[at("Karim Saleh"), at("Omar Haddad")]]));
    assert_eq!(id(&joined, last), id(&joined, at("Omar Haddad")));
    let apart = read("apart", serde_json::json!([last]));
    assert_ne!(id(&apart, at("Karim Saleh")), id(&apart, last));
    let wrong = read("same", serde_json::json!([[1, 2]]));
    assert!(wrong["error"].as_str().is_some_and(|error| error.contains("\"same\"")), "{wrong}");
}

#[test]
fn pages_are_cut_into_the_sentences_that_labels_are_told_of() {
    let output = dateline(&["lines"], b"{\"id\":7,\"text\":\"Bridge shut\\nIt rained. Nobody came.\\n\"}\n");
    let answer = &lines(&output)[0];
    assert_eq!(answer["id"], 7);
    assert_eq!(answer["units"], serde_json::json!([[0, 11], [12, 22], [23, 35]]));
    assert_eq!(answer["opens"], serde_json::json!([true, true, false]));
    assert!(answer["features"][0].as_array().is_some_and(|features| features.contains(&"length 1".into())));
    assert_eq!(answer["labels"].as_array().map(Vec::len), Some(3));
}

#[test]
fn documents_are_read_as_the_page_opens_them() {
    let document = |name: &str| format!("{}/tests/documents/{name}", env!("CARGO_MANIFEST_DIR"));
    let folder = empty_folder("cli-documents");
    let mut files = ["ferry.docx", "ferry.pdf", "ferry.rtf", "ferry.eml", "ferry.md", "firefox.html"]
        .map(document)
        .to_vec();
    // What was written is opened again.
    files.push(folder.join("export.json").to_string_lossy().into_owned());
    for file in files {
        let output = dateline(&["read", "--format", "json", &file], b"");
        let exports: Value =
            serde_json::from_slice(&output.stdout).unwrap_or_else(|_| panic!("{}", errors(&output)));
        let text = exports[0]["text"].as_str().expect("it has the text");
        let said = "nobody will be asked to work nineteen hours again";
        assert!(text.contains(&format!("{said},” said Marta Lindqvist")), "{file}: {text}");
        let quotes = exports[0]["in_words"]["quotes"].as_array().expect("it has quotes");
        let is_said = |quote: &Value| quote["content"].as_str().is_some_and(|content| content.contains(said));
        let quote = quotes.iter().find(|quote| is_said(quote)).expect("the quote is read");
        assert_eq!(quote["speaker"], "Marta Lindqvist", "{file}");
        fs::write(folder.join("export.json"), &output.stdout).expect("written");
    }
    for (name, told) in [("locked.pdf", "open it with its password"), ("scanned.pdf", "text recognition")] {
        let output = dateline(&["read", &document(name)], b"");
        assert_eq!(output.status.code(), Some(1));
        assert!(errors(&output).contains(told), "{}", errors(&output));
    }
}
