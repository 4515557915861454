//! What is fuzzed, as functions of bytes: `fuzz/` calls them with what it makes up, `tests/fuzzed.rs` with what it found.

use dateline::encoder::{Model, Weights};
use dateline::places::Atlas;
use dateline::reading::Span;
use dateline::review::annotated::annotated;
use dateline::review::shelf::restored;
use dateline::{Identity, LineMark, Options};

use super::validity::assert_reads_alike;

/// Bytes of a text that are read; longer ones find nothing that short ones do not, and take their time.
const LONGEST: usize = 2_000;

/// A target: its name, which is also that of its folder, and what it does with bytes.
pub type Target = (&'static str, fn(&[u8]));

/// All of them.
pub const TARGETS: [Target; 4] =
    [("reading", reading), ("weights", weights), ("atlas", atlas), ("backup", backup)];

/// The first bytes say what the user says of lines and of who is who; the others are the text.
pub fn reading(bytes: &[u8]) {
    let (said, text) = bytes.split_at(bytes.len().min(8));
    let text = String::from_utf8_lossy(&text[..text.len().min(LONGEST)]).into_owned();
    let length = text.chars().count();
    let place = |byte: usize| usize::from(*said.get(byte).unwrap_or(&0)) * length / 255;
    let span = |byte: usize| Span { start: place(byte), end: place(byte + 1) };
    let asked = *said.first().unwrap_or(&0);
    let lines = vec![LineMark { span: span(1), is_article: asked & 1 != 0 }];
    let options = Options {
        published: dateline::dates::from_iso("2024-02-29"),
        overrules: asked & 2 != 0,
        read_all: asked & 4 != 0,
        lines: if asked & 8 == 0 { Vec::new() } else { lines },
        identities: match asked >> 4 & 3 {
            1 => vec![Identity::Same(span(1), span(3))],
            2 => vec![Identity::Apart(span(1)), Identity::Same(span(3), span(5))],
            _ => Vec::new(),
        },
        spans: asked & 64 != 0,
    };
    assert_reads_alike("a fuzzed text", &text, &options);
}

/// The released weights, damaged: they are refused, or can be read with.
pub fn weights(bytes: &[u8]) {
    let file = damaged(include_bytes!("../../weights/encoder.bin"), bytes);
    if let Err(error) = Weights::read(&file).and_then(|weights| Model::new(&weights).map(drop)) {
        assert!(error.to_string().len() > 10, "{error}");
    }
}

/// The released atlas, damaged before it is packed or, where the first byte is odd, after: it is refused, or can be asked.
pub fn atlas(bytes: &[u8]) {
    let Some((first, damage)) = bytes.split_first() else { return };
    let released = include_bytes!("../../weights/places.bin");
    let packed = if first % 2 == 1 {
        damaged(released, damage)
    } else {
        let unpacked =
            miniz_oxide::inflate::decompress_to_vec_zlib(released).expect("the released atlas is whole");
        miniz_oxide::deflate::compress_to_vec_zlib(&damaged(&unpacked, damage), 1)
    };
    let Ok(atlas) = Atlas::read(&packed) else { return };
    for name in ["Paris", "Georgia", "St. John's", "\u{f8}", ""] {
        for bearer in atlas.bearers(name) {
            let _ = (atlas.site(bearer.place), atlas.name(bearer.place));
        }
    }
}

/// A file of articles that were kept, or of one that was exported.
pub fn backup(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    if let Ok(restored) = restored(&text) {
        assert!(restored.kept.len() <= text.len());
    }
    if let Err(error) = annotated(bytes, "fuzzed") {
        assert!(error.len() > 10, "{error}");
    }
}

/// `file` with bytes changed or cut off. The damage is written as runs of six bytes: three for a place, a count, a value, and
/// what is done.
fn damaged(file: &[u8], damage: &[u8]) -> Vec<u8> {
    let mut file = file.to_vec();
    for run in damage.as_chunks::<6>().0 {
        let [high, middle, low, count, value, what] = run.map(usize::from);
        let place = (high << 16 | middle << 8 | low).min(file.len());
        match what % 4 {
            // Headers stand at the beginning.
            0 => file.iter_mut().skip(place % 4096).take(count).for_each(|byte| *byte = value as u8),
            1 => file.iter_mut().skip(place).take(count).for_each(|byte| *byte = value as u8),
            2 => file.truncate(place),
            _ => drop(file.splice(place..place, vec![value as u8; count])),
        }
    }
    file
}
