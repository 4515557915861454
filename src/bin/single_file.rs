//! Makes the single file out of the parts that trunk has built: one HTML file that is opened from disk, and that its
//! own policy keeps from fetching or sending anything. trunk runs this as a hook after every build.
//!
//! Usage: `single_file [FOLDER]`; the parts are read from FOLDER (as a hook, from where trunk puts them), and
//! `dateline.html` is written beside them.

use std::error::Error;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use base64::Engine;
use base64::engine::general_purpose::STANDARD as BASE64;
use dateline::tables::FILES;
use flate2::Compression;
use flate2::write::GzEncoder;
use sha2::{Digest, Sha256};

fn main() -> Result<(), Box<dyn Error>> {
    let folder = std::env::args_os()
        .nth(1)
        .or_else(|| std::env::var_os("TRUNK_STAGING_DIR"))
        .map_or_else(|| PathBuf::from("dist"), PathBuf::from);
    let html = single_file(&Parts::read(&folder)?)?;
    fs::write(folder.join("dateline.html"), html)?;
    Ok(())
}

/// What trunk has built.
struct Parts {
    index: String,
    style: String,
    boot: String,
    page_script: String,
    /// What is no part of the document, each with the name that `boot.js` asks for.
    files: Vec<(&'static str, Vec<u8>)>,
}

/// The programs that are no part of the document; a worker's comes in two files.
const PROGRAMS: [&str; 5] =
    ["page_bg.wasm", "worker_bg.wasm", "worker.js", "documents_bg.wasm", "documents.js"];

impl Parts {
    fn read(folder: &Path) -> Result<Self, String> {
        let bytes = |name: &str| fs::read(folder.join(name)).map_err(|error| format!("{name}: {error}"));
        let text = |name: &str| {
            let text = String::from_utf8(bytes(name)?).map_err(|error| format!("{name}: {error}"))?;
            // The browser takes a carriage return away, and a script's hash would no longer hold.
            Ok::<_, String>(text.replace("\r\n", "\n"))
        };
        Ok(Parts {
            index: text("index.html")?,
            style: text("page.css")?,
            boot: text("boot.js")?,
            page_script: text("page.js")?,
            files: PROGRAMS
                .into_iter()
                .chain(FILES.map(|file| file.name))
                .map(|name| Ok((name, bytes(name)?)))
                .collect::<Result<_, String>>()?,
        })
    }
}

/// The page with all its parts inside.
fn single_file(parts: &Parts) -> Result<String, Box<dyn Error>> {
    for (name, text) in [("page.js", &parts.page_script), ("boot.js", &parts.boot)] {
        if text.contains("</script") || text.contains("<!--") {
            return Err(format!("{name} cannot stand inside a script element").into());
        }
    }
    let mut inside = String::new();
    for (name, bytes) in &parts.files {
        inside.push_str(&data(name, &packed(bytes)?));
    }
    for script in [&parts.page_script, &parts.boot] {
        inside.push_str(&format!("<script>{script}</script>\n"));
    }
    let mut html = parts.index.clone();
    replace_element(&mut html, "<meta http-equiv=\"Content-Security-Policy\"", ">", &policy(parts))?;
    replace_element(&mut html, "<link rel=\"stylesheet\"", ">", &format!("<style>{}</style>", parts.style))?;
    for _ in 0..2 {
        replace_element(&mut html, "<script defer src=", "</script>", "")?;
    }
    replace_element(&mut html, "</body>", ">", &format!("{inside}</body>"))?;
    Ok(html)
}

/// Nothing may be fetched, and only these scripts and this style sheet are heeded.
fn policy(parts: &Parts) -> String {
    let [page, boot, style] = [&parts.page_script, &parts.boot, &parts.style].map(|text| hash(text));
    format!(
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; connect-src 'none'; \
         script-src '{page}' '{boot}' 'wasm-unsafe-eval'; worker-src blob:; style-src '{style}'; img-src data:; \
         base-uri 'none'; form-action 'none'\">"
    )
}

fn hash(text: &str) -> String {
    format!("sha256-{}", BASE64.encode(Sha256::digest(text)))
}

fn packed(bytes: &[u8]) -> std::io::Result<String> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(bytes)?;
    Ok(BASE64.encode(encoder.finish()?))
}

/// A script element that is no script: the browser neither shows nor runs it.
fn data(id: &str, content: &str) -> String {
    format!("<script type=\"text/plain\" id=\"{id}\">{content}</script>\n")
}

/// Puts `new` in the place of the element that begins with `start`, to the first `end` after it.
fn replace_element(html: &mut String, start: &str, end: &str, new: &str) -> Result<(), String> {
    let missing = || format!("index.html has no {start}");
    let from = html.find(start).ok_or_else(missing)?;
    let length = html[from..].find(end).ok_or_else(missing)? + end.len();
    html.replace_range(from..from + length, new);
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts() -> Parts {
        Parts {
            index: "<html><head><meta http-equiv=\"Content-Security-Policy\" content=\"connect-src 'self'\">\
                <link rel=\"stylesheet\" href=\"./page.css\"/>\
                <script defer src=\"./page.js\"></script><script defer src=\"./boot.js\"></script></head>\
                <body></body></html>"
                .to_string(),
            style: "p { margin: 0 }".to_string(),
            boot: "start();".to_string(),
            page_script: "let wasm_bindgen;".to_string(),
            files: vec![("encoder.bin", b"DATELINE".to_vec())],
        }
    }

    #[test]
    fn the_file_holds_everything_and_fetches_nothing() {
        let html = single_file(&parts()).expect("whole parts");
        assert!(!html.contains("src=\"") && !html.contains("href="), "{html}");
        assert!(html.contains("connect-src 'none'") && !html.contains("'self'"));
        assert!(html.contains("<script>start();</script>"));
        assert!(html.contains(&hash("start();")));
    }

    #[test]
    fn a_script_that_would_end_its_element_is_refused() {
        let boot = "'</script>'".to_string();
        assert!(single_file(&Parts { boot, ..parts() }).is_err());
    }
}
