//! Readings in the forms that the page exports, of files, folders, or a stream of JSON lines.

use std::collections::HashMap;
use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::time::{SystemTime, UNIX_EPOCH};

use clap::ValueEnum;
use dateline::Reading;
use dateline::review::export::{BratFiles, Form, Piece, brat_configuration, brat_files, file_name};
use dateline::review::session::{Decisions, Given, Read};
use rayon::prelude::*;

/// What a reading is written as.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// JSON with the text and all in words, as the page saves it.
    Json,
    /// Tables: events, quotes, people, places.
    Csv,
    /// Events and places on the map.
    Geojson,
    /// The W3C's annotations, as JSON-LD.
    WebAnnotation,
    /// Standoff annotations for brat: a .txt and an .ann for each article.
    Brat,
    /// A page to read and to print.
    Html,
}

/// One of the tables.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Table {
    /// Who did what to whom.
    Events,
    /// Who said what.
    Quotes,
    /// Who acts and speaks.
    People,
    /// Where.
    Places,
}

impl Table {
    fn form(self) -> Form {
        match self {
            Table::Events => Form::Events,
            Table::Quotes => Form::Quotes,
            Table::People => Form::People,
            Table::Places => Form::Places,
        }
    }
}

/// An article that was read.
pub struct Article {
    /// What it is called: a file's name, or an id.
    pub name: String,
    /// Its text.
    pub text: String,
    /// What was read.
    pub reading: Reading,
    /// What is said of it beside the text.
    pub given: Given,
}

/// Takes articles one after the other, and writes what they give.
pub struct Writer {
    format: Format,
    folder: Option<PathBuf>,
    joined: Vec<Joined>,
    /// How many files have each name.
    names: HashMap<String, usize>,
    at: u64,
}

/// A file of several articles.
struct Joined {
    form: Form,
    output: Box<dyn Write + Send + Sync>,
    is_empty: bool,
}

/// What one article gives: for each file of several its part, or files of its own by their endings.
enum Written {
    Parts(Vec<String>),
    Own(Vec<(&'static str, Vec<u8>)>),
}

impl Writer {
    /// Opens the files in `folder`, or standard output without one; `table` says which table goes there.
    ///
    /// # Errors
    /// Where a file cannot be opened, or the form has more files than one.
    pub fn new(format: Format, table: Table, folder: Option<&Path>) -> io::Result<Self> {
        if let Some(folder) = folder {
            fs::create_dir_all(folder)?;
        }
        let forms: Vec<Form> = match (format, folder) {
            (Format::Csv, Some(_)) => Form::TABLES.to_vec(),
            (Format::Csv, None) => vec![table.form()],
            (Format::Geojson, _) => vec![Form::GeoJson],
            (Format::WebAnnotation, _) => vec![Form::WebAnnotation],
            (Format::Json, None) => vec![Form::Json],
            (Format::Html, None) => vec![Form::Report],
            (Format::Json | Format::Html, Some(_)) => Vec::new(),
            (Format::Brat, Some(folder)) => {
                fs::write(folder.join("annotation.conf"), brat_configuration())?;
                Vec::new()
            }
            (Format::Brat, None) => {
                return Err(io::Error::other(
                    "brat has two files for each article: say where by --out FOLDER",
                ));
            }
        };
        let joined = forms.into_iter().map(|form| Joined::open(form, folder)).collect::<io::Result<_>>()?;
        let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        let at = u64::try_from(since.as_millis()).unwrap_or_default();
        Ok(Writer { format, folder: folder.map(Path::to_path_buf), joined, names: HashMap::new(), at })
    }

    /// Writes what each of `articles` gives, in order.
    ///
    /// # Errors
    /// Where it cannot be written.
    pub fn write(&mut self, articles: Vec<Article>) -> io::Result<()> {
        let written: Vec<_> =
            articles.into_par_iter().map(|article| (self.written(&article), article.name)).collect();
        for (written, name) in written {
            match written {
                Written::Parts(parts) => {
                    self.joined.iter_mut().zip(parts).try_for_each(|(file, part)| file.add(&part))?;
                }
                Written::Own(files) => self.write_own(&name, files)?,
            }
        }
        Ok(())
    }

    /// Ends the files.
    ///
    /// # Errors
    /// Where they cannot be written.
    pub fn finish(self) -> io::Result<()> {
        self.joined.into_iter().try_for_each(Joined::finish)
    }

    fn written(&self, article: &Article) -> Written {
        let Article { name, text, reading, given } = article;
        let read = Read::new(text.clone(), reading.clone(), self.at, &Decisions::default());
        let piece = Piece { name, read: &read, given, shown: None };
        match (self.format, &self.folder) {
            (Format::Json, Some(_)) => Written::Own(vec![(".json", Form::Json.file(piece))]),
            (Format::Html, Some(_)) => Written::Own(vec![(".html", Form::Report.file(piece))]),
            (Format::Brat, _) => {
                let BratFiles { text, annotations } = brat_files(piece);
                Written::Own(vec![(".txt", text.into_bytes()), (".ann", annotations.into_bytes())])
            }
            _ => Written::Parts(self.joined.iter().map(|file| file.form.part(piece)).collect()),
        }
    }

    /// Writes the files of one article. Of two articles of one name the second is numbered.
    fn write_own(&mut self, name: &str, files: Vec<(&'static str, Vec<u8>)>) -> io::Result<()> {
        let Some(folder) = &self.folder else { return Ok(()) };
        let stem = file_name(Some(name), "");
        let count = self.names.entry(stem.clone()).or_default();
        *count += 1;
        let stem = if *count > 1 { format!("{stem}-{count}") } else { stem };
        files
            .into_iter()
            .try_for_each(|(ending, bytes)| fs::write(folder.join(format!("{stem}{ending}")), bytes))
    }
}

impl Joined {
    fn open(form: Form, folder: Option<&Path>) -> io::Result<Self> {
        let mut output: Box<dyn Write + Send + Sync> = match folder {
            // "-events.csv" follows a headline elsewhere.
            Some(folder) => {
                let name = form.ending().trim_start_matches('-');
                let name = if name.starts_with('.') { format!("articles{name}") } else { name.to_string() };
                Box::new(BufWriter::new(File::create(folder.join(name))?))
            }
            None => Box::new(BufWriter::new(io::stdout())),
        };
        output.write_all(form.frame().0.as_bytes())?;
        Ok(Joined { form, output, is_empty: true })
    }

    fn add(&mut self, part: &str) -> io::Result<()> {
        if part.is_empty() {
            return Ok(());
        }
        if !self.is_empty && self.form == Form::Report {
            return Err(io::Error::other("a page holds one article: say where several go by --out FOLDER"));
        }
        if !self.is_empty {
            self.output.write_all(self.form.frame().1.as_bytes())?;
        }
        self.is_empty = false;
        self.output.write_all(part.as_bytes())
    }

    fn finish(mut self) -> io::Result<()> {
        self.output.write_all(self.form.frame().2.as_bytes())?;
        self.output.flush()
    }
}

/// The texts that `paths` are, or are in, each with what to call it: a file as it was named, and what is in a folder by its
/// way from there, in the order of the names.
pub fn texts_in(paths: &[PathBuf]) -> Vec<Result<(String, PathBuf), String>> {
    let mut texts = Vec::new();
    for path in paths {
        if !path.is_dir() {
            texts.push(Ok((path.display().to_string(), path.clone())));
            continue;
        }
        for entry in walkdir::WalkDir::new(path).sort_by_file_name() {
            match entry {
                Ok(entry) if entry.file_type().is_file() && is_text(entry.path()) => {
                    let name = entry.path().strip_prefix(path).unwrap_or(entry.path()).display().to_string();
                    texts.push(Ok((name, entry.into_path())));
                }
                Ok(_) => {}
                Err(error) => texts.push(Err(error.to_string())),
            }
        }
    }
    texts
}

fn is_text(path: &Path) -> bool {
    path.extension()
        .is_some_and(|ending| ending.eq_ignore_ascii_case("txt") || ending.eq_ignore_ascii_case("text"))
}
