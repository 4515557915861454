//! What is too large for a program that a browser loads: files that lie beside the page, which gives them to its worker.
//! Natively all of it is built in.

use std::sync::OnceLock;

use sha2::{Digest, Sha256};

/// A file beside the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct File {
    /// Its name.
    pub name: &'static str,
    /// What it is, in words.
    pub what: &'static str,
    /// Its length in bytes.
    pub size: usize,
    /// Its SHA-256 checksum, which tells it from the files of other versions.
    pub checksum: &'static str,
}

/// The file `$name` of the folder `$folder`, whose checksum lies beside it as `sha256sum` writes it.
macro_rules! file {
    ($folder:literal, $name:literal, $what:literal) => {
        File {
            name: $name,
            what: $what,
            // Its bytes are looked at by the compiler alone.
            size: include_bytes!(concat!("../", $folder, "/", $name)).len(),
            checksum: include_str!(concat!("../", $folder, "/", $name, ".sha256")).split_at(64).0,
        }
    };
}

/// The network's weights.
pub const ENCODER: File = file!("weights", "encoder.bin", "The encoder");

/// All of them: first those that the worker gets.
pub const FILES: [File; 4] = [
    ENCODER,
    file!("weights", "places.bin", "The atlas"),
    file!("lexicons", "places.tsv", "The list of places"),
    file!("src/review/map", "map.tsv", "The map"),
];

/// How many of them the worker gets; the map is the page's.
pub const OF_WORKER: usize = 3;

/// Why bytes are not the file.
pub struct Damaged(File);

impl std::fmt::Display for Damaged {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} is damaged or of another version: open the page again.", self.0.what)
    }
}

impl File {
    /// Whether `bytes` are this file, and all of it.
    ///
    /// # Errors
    /// Where they are not.
    pub fn check(&self, bytes: &[u8]) -> Result<(), Damaged> {
        let found = Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect::<String>();
        if found == self.checksum { Ok(()) } else { Err(Damaged(*self)) }
    }
}

/// A table that the stages look things up in.
pub struct Table {
    built_in: Option<&'static [u8]>,
    given: OnceLock<&'static [u8]>,
}

/// The table in `$file`.
macro_rules! table {
    ($file:literal) => {
        Table {
            #[cfg(not(target_arch = "wasm32"))]
            built_in: Some(include_bytes!($file)),
            #[cfg(target_arch = "wasm32")]
            built_in: None,
            given: OnceLock::new(),
        }
    };
}

/// The atlas.
pub static ATLAS: Table = table!("../weights/places.bin");

/// Names of cities and US states.
pub static PLACES: Table = table!("../lexicons/places.tsv");

/// The map's lines and names.
pub static MAP: Table = table!("review/map/map.tsv");

impl Table {
    /// Gives the bytes of a table that is not built in, once and for all.
    pub fn give(&self, bytes: Vec<u8>) {
        self.given.get_or_init(|| bytes.leak());
    }

    /// Its bytes.
    pub fn bytes(&self) -> &'static [u8] {
        self.built_in.or_else(|| self.given.get().copied()).expect("tables are given before anything is read")
    }

    /// Its lines; none where it is damaged, which is told of those that are read by.
    pub fn text(&self) -> &'static str {
        std::str::from_utf8(self.bytes()).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_checksums_are_those_of_the_files() {
        let built_in =
            [include_bytes!("../weights/encoder.bin").as_slice(), ATLAS.bytes(), PLACES.bytes(), MAP.bytes()];
        for (file, bytes) in FILES.iter().zip(built_in) {
            assert!(
                file.check(bytes).is_ok() && file.size == bytes.len(),
                "{}: write its checksum anew",
                file.name
            );
        }
    }

    #[test]
    fn what_is_cut_short_is_no_file_and_the_message_says_so() {
        let atlas = FILES[1];
        let told = atlas.check(&ATLAS.bytes()[..1000]).err().map(|damaged| damaged.to_string());
        assert_eq!(told.as_deref(), Some("The atlas is damaged or of another version: open the page again."));
    }
}
