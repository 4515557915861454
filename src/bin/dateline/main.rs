//! The command line: readings of files, or of a stream of JSON lines.

use std::io::{self, BufRead, BufReader, BufWriter, Write};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::mpsc::{Receiver, sync_channel};
use std::{fs, thread};

use clap::{Args, Parser, Subcommand};
use dateline::dates::{Date, from_iso};
use dateline::encoder::{Cache, Model};
use dateline::places::{Located, Resolver};
use dateline::reading::Span as Points;
use dateline::review::annotated::annotated;
use dateline::review::arrivals::reopened;
use dateline::review::session::{Field, Given};
use dateline::review::shelf::Kept;
use dateline::text::Span;
use dateline::{Identity, LineMark, Options, Reading, page_lines, read, words};
use dateline_documents::Fault;
use dateline_documents::kind::{self, Kind};
use rayon::prelude::*;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use serde_json::value::RawValue;

mod export;

use export::{Article, Format, Table, Writer, texts_in};

/// Reads news articles: actors, places, quotes with their speakers, and events.
#[derive(Parser)]
#[command(version, arg_required_else_help = true)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Print the reading of each file as JSON: one object, or an array where there are several files. With --format write what
    /// the page exports.
    Read(ReadArgs),
    /// Tell which places given toponyms are.
    Geocode(GeocodeArgs),
    /// Cut texts into the words, sentences, paragraphs and windows that the network reads, for training: lines
    /// {"id", "text"} on standard input, {"id", "words", "sentences", "paragraphs", "windows", "titled", "heads", "relations"} on
    /// standard output.
    Words,
    /// Make annotated articles of readings that the page has exported, with what people have put right in them: a line of
    /// JSON each, for training and scoring.
    Annotated {
        /// Readings as the page downloads them.
        #[arg(value_name = "FILE", required = true)]
        files: Vec<PathBuf>,
    },
    /// Cut pages into sentences with their labels and what speaks for them, for training: lines {"id", "text"} on standard
    /// input, {"id", "units", "opens", "features", "labels"} on standard output.
    Lines,
}

#[derive(Args)]
struct GeocodeArgs {
    /// Read lines {"id", "text", "toponyms": [[start, end], …]}, offsets in code points, and write lines {"id", "places"}
    /// with a place or null for each toponym, in the same order; a line that cannot be read gives {"id", "error"}.
    #[arg(long, required = true)]
    jsonl: bool,
    /// The lines; without it they come on standard input.
    #[arg(value_name = "FILE")]
    file: Option<PathBuf>,
}

#[derive(Args)]
struct ReadArgs {
    /// Articles, as plain text in UTF-8, .md, .html, .docx, .pdf, .rtf, .eml or the .json that the page exports, and folders
    /// of them: of these what ends in .txt or .text.
    #[arg(value_name = "FILE", required_unless_present = "jsonl")]
    files: Vec<PathBuf>,
    /// Write what the page exports. What cannot be read is told and left out.
    #[arg(long, value_enum)]
    format: Option<Format>,
    /// Which table goes to standard output; a folder gets them all.
    #[arg(long, value_enum, default_value = "events")]
    table: Table,
    /// The folder to write to: one file of all articles, or for json, brat and html one for each.
    #[arg(long, value_name = "FOLDER", requires = "format")]
    out: Option<PathBuf>,
    /// The publication date of texts that do not give their own.
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = parse_date)]
    published: Option<Date>,
    /// Add the tagged names and attributions, in the conventions of the corpora they are measured on.
    #[arg(long)]
    spans: bool,
    /// Read every line, and take nothing for page furniture.
    #[arg(long)]
    read_all: bool,
    /// Read lines {"id", "text", "published"?, "article"?, "furniture"?, "same"?, "apart"?} on standard input, and write lines
    /// {"id", …reading} in the same order; a line that cannot be read gives {"id", "error"}. "article" and "furniture" are
    /// lists of [start, end] in code points: lines that are the article's whatever they look like, and such as are not;
    /// "same" a list of pairs of such mentions as are of one entity, "apart" of mentions that are of nobody else's.
    /// "headline", "outlet" and "url" are told on in what --format writes.
    #[arg(long, conflicts_with = "files")]
    jsonl: bool,
}

fn main() -> ExitCode {
    let outcome = match Cli::parse().command {
        Command::Read(args) => {
            let ReadArgs { published, spans, read_all, .. } = args;
            let options = Options { published, spans, read_all, ..Options::default() };
            match (args.format, args.jsonl) {
                (None, true) => answer_lines(lines(io::stdin), |line| answer(line, &options)),
                (None, false) => read_files(&args.files, &options),
                (Some(format), _) => export(&args, format, &options),
            }
        }
        Command::Words => answer_lines(lines(io::stdin), cut),
        Command::Annotated { files } => annotate(&files),
        Command::Lines => answer_lines(lines(io::stdin), looked_at),
        Command::Geocode(GeocodeArgs { file: None, .. }) => answer_lines(lines(io::stdin), geocoded),
        Command::Geocode(GeocodeArgs { file: Some(file), .. }) => match fs::File::open(&file) {
            Ok(opened) => answer_lines(lines(|| opened), geocoded),
            Err(error) => Err(Failure::Files(vec![format!("{}: {error}", file.display())])),
        },
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        // Whoever read our output has enough of it.
        Err(Failure::Output(error)) if error.kind() == io::ErrorKind::BrokenPipe => ExitCode::SUCCESS,
        Err(failure) => {
            for line in failure.lines() {
                eprintln!("dateline: {line}");
            }
            ExitCode::FAILURE
        }
    }
}

/// Why nothing, or no more, was written.
enum Failure {
    Input(io::Error),
    Output(io::Error),
    /// A message for each file that could not be read.
    Files(Vec<String>),
}

impl Failure {
    fn lines(self) -> Vec<String> {
        match self {
            Failure::Input(error) => vec![format!("cannot read the input: {error}")],
            Failure::Output(error) => vec![format!("cannot write: {error}")],
            Failure::Files(lines) => lines,
        }
    }
}

fn parse_date(text: &str) -> Result<Date, String> {
    from_iso(text).ok_or_else(|| "not a day written as YYYY-MM-DD".to_string())
}

/// Writes all that can be read in another form, some articles at a time.
fn export(args: &ReadArgs, format: Format, options: &Options) -> Result<(), Failure> {
    let mut writer = Writer::new(format, args.table, args.out.as_deref()).map_err(Failure::Output)?;
    let mut errors = Vec::new();
    let mut take = |outcomes: Vec<Result<Article, String>>| {
        let (articles, failed): (Vec<_>, Vec<_>) = outcomes.into_iter().partition(Result::is_ok);
        errors.extend(failed.into_iter().filter_map(Result::err));
        writer.write(articles.into_iter().filter_map(Result::ok).collect()).map_err(Failure::Output)
    };
    if args.jsonl {
        let lines = lines(io::stdin);
        let mut before = 0;
        while let Some(batch) = next_batch(&lines)? {
            let numbered = batch.par_iter().enumerate();
            take(numbered.map(|(nth, line)| article_of_line(line, before + nth + 1, options)).collect())?;
            before += batch.len();
        }
    } else {
        for some in texts_in(&args.files).chunks(BATCH) {
            take(some.par_iter().map(|text| article_of_file(text, options)).collect())?;
        }
    }
    writer.finish().map_err(Failure::Output)?;
    if errors.is_empty() { Ok(()) } else { Err(Failure::Files(errors)) }
}

fn article_of_file(text: &Result<(String, PathBuf), String>, options: &Options) -> Result<Article, String> {
    let (name, path) = text.clone()?;
    let outcome = walled(|| {
        let text = text_of(&path)?;
        let reading = read_text(&text, options)?;
        Ok(Article { name, text, reading, given: Given::default() })
    });
    outcome.flatten().map_err(|error| format!("{}: {error}", path.display()))
}

/// The article of the `nth` line, which goes by its id or else by its number.
fn article_of_line(line: &[u8], nth: usize, options: &Options) -> Result<Article, String> {
    let parsed: Result<Line, _> = serde_json::from_slice(line);
    let id = parsed.as_ref().ok().and_then(|line| line.id).map(|id| id.get().trim_matches('"').to_string());
    let name = id.unwrap_or_else(|| nth.to_string());
    let outcome = walled(|| {
        let line = parsed.map_err(|error| format!("not a line of JSON with \"id\" and \"text\": {error}"))?;
        let reading = read_line(&line, options)?;
        let (given, text) = (line.given(), line.text.as_ref().and_then(Value::as_str).unwrap_or_default());
        Ok(Article { name: name.clone(), text: text.to_string(), reading, given })
    });
    outcome.flatten().map_err(|error| format!("{name}: {error}"))
}

/// Prints all readings or, where one file cannot be read, none: in an array each must stand at its file's place.
fn read_files(files: &[PathBuf], options: &Options) -> Result<(), Failure> {
    let texts = texts_in(files);
    let outcomes: Vec<_> = texts.par_iter().map(|text| article_of_file(text, options)).collect();
    let mut readings = Vec::with_capacity(outcomes.len());
    let mut errors = Vec::new();
    for outcome in outcomes {
        match outcome {
            Ok(article) => readings.push(article.reading),
            Err(error) => errors.push(error),
        }
    }
    if !errors.is_empty() {
        return Err(Failure::Files(errors));
    }
    let json = match readings.as_slice() {
        [one] => serde_json::to_string_pretty(one),
        all => serde_json::to_string_pretty(all),
    };
    let write = |json| writeln!(io::stdout(), "{json}");
    json.map_err(io::Error::from).and_then(write).map_err(Failure::Output)
}

/// Writes an annotated article for each file or, where one cannot be used, nothing.
fn annotate(files: &[PathBuf]) -> Result<(), Failure> {
    let mut lines = String::new();
    let mut errors = Vec::new();
    for file in files {
        let stem = file.file_stem().unwrap_or_default().to_string_lossy();
        let bytes = fs::read(file).map_err(|error| error.to_string());
        let article = bytes.and_then(|bytes| annotated(&bytes, &stem));
        match article.and_then(|it| serde_json::to_string(&it).map_err(|error| error.to_string())) {
            Ok(line) => lines.extend([line.as_str(), "\n"]),
            Err(error) => errors.push(format!("{}: {error}", file.display())),
        }
    }
    if !errors.is_empty() {
        return Err(Failure::Files(errors));
    }
    write!(io::stdout(), "{lines}").map_err(Failure::Output)
}

/// The words of a file: of a text all of it as it stands, since offsets are into it, of a document what it says.
fn text_of(file: &Path) -> Result<String, String> {
    let bytes = fs::read(file).map_err(|error| error.to_string())?;
    let name = file.file_name().unwrap_or_default().to_string_lossy();
    match kind::look(&name, &bytes) {
        Ok(Kind::Json) => exported(&bytes),
        Ok(Kind::Document(_) | Kind::WebPage(_)) => {
            dateline_documents::read(&name, &bytes).map(|it| it.text).map_err(|fault| fault.to_string())
        }
        Ok(Kind::Text(_)) | Err(Fault::NoText | Fault::TooLarge) => {
            String::from_utf8(bytes).map_err(|_| "not a text in UTF-8".to_string())
        }
        Err(fault) => Err(fault.to_string()),
    }
}

/// The text of a reading that the page has exported.
fn exported(json: &[u8]) -> Result<String, String> {
    let articles = std::str::from_utf8(json).ok().and_then(|json| reopened(json).ok()).unwrap_or_default();
    match <[Kept; 1]>::try_from(articles) {
        Ok([article]) => Ok(article.record.text),
        Err(articles) if articles.is_empty() => Err(Fault::OtherJson.to_string()),
        Err(_) => Err("holds several articles: open it in the page".to_string()),
    }
}

fn read_text(text: &str, options: &Options) -> Result<Reading, String> {
    read(text, options, Model::released(), &mut Cache::new(), |_| ()).map_err(|error| error.to_string())
}

/// The most lines that are read at once, and that wait to be read.
const BATCH: usize = 256;

/// Writes the answer to each line, in order.
fn answer_lines(
    lines: Receiver<io::Result<Vec<u8>>>,
    answer: impl Fn(&[u8]) -> Vec<u8> + Sync,
) -> Result<(), Failure> {
    let mut output = BufWriter::new(io::stdout().lock());
    while let Some(batch) = next_batch(&lines)? {
        let answers: Vec<_> = batch.par_iter().map(|line| answer_or_fault(line, &answer)).collect();
        let write = |mut answer: Vec<u8>| {
            answer.push(b'\n');
            output.write_all(&answer)
        };
        answers.into_iter().try_for_each(write).and_then(|()| output.flush()).map_err(Failure::Output)?;
    }
    Ok(())
}

/// What `work` gives. A fault of the program costs no other text its reading.
fn walled<T>(work: impl FnOnce() -> T) -> Result<T, String> {
    catch_unwind(AssertUnwindSafe(work)).map_err(|_| {
        "the program failed at this text, and only at this one; please send the text to its makers"
            .to_string()
    })
}

/// The answer to `line`, or a line that says that there is none.
fn answer_or_fault(line: &[u8], answer: impl Fn(&[u8]) -> Vec<u8>) -> Vec<u8> {
    walled(|| answer(line)).unwrap_or_else(|fault| {
        let id = serde_json::from_slice::<Line>(line).ok().and_then(|line| line.id);
        written::<()>(id, Err(fault), "fault")
    })
}

/// The lines of the input that are not blank, read on a thread of its own so that the cores need not wait for it.
fn lines<R: io::Read>(input: impl FnOnce() -> R + Send + 'static) -> Receiver<io::Result<Vec<u8>>> {
    let (sender, receiver) = sync_channel(BATCH);
    thread::spawn(move || {
        for line in BufReader::new(input()).split(b'\n') {
            let blank = line.as_ref().is_ok_and(|line| line.trim_ascii().is_empty());
            if !blank && sender.send(line).is_err() {
                break;
            }
        }
    });
    receiver
}

/// Waits for a line, then takes what else is there: a slow sender gets each answer at once, a fast one all cores.
fn next_batch(lines: &Receiver<io::Result<Vec<u8>>>) -> Result<Option<Vec<Vec<u8>>>, Failure> {
    let Ok(first) = lines.recv() else { return Ok(None) };
    let batch = std::iter::once(first).chain(lines.try_iter()).take(BATCH);
    batch.collect::<io::Result<_>>().map(Some).map_err(Failure::Input)
}

/// One line of input. The other fields may be of any type here, so that a wrong one does not lose the id.
#[derive(Deserialize)]
struct Line<'a> {
    #[serde(borrow)]
    id: Option<&'a RawValue>,
    text: Option<Value>,
    published: Option<Value>,
    article: Option<Value>,
    furniture: Option<Value>,
    same: Option<Value>,
    apart: Option<Value>,
    headline: Option<Value>,
    outlet: Option<Value>,
    url: Option<Value>,
}

impl Line<'_> {
    /// What it says of the article beside the text.
    fn given(&self) -> Given {
        let mut given = Given::default();
        for (field, value) in
            [(Field::Headline, &self.headline), (Field::Outlet, &self.outlet), (Field::Url, &self.url)]
        {
            let words = value.as_ref().and_then(Value::as_str).map(str::to_string);
            given.set(field, words, 0);
        }
        given
    }
}

#[derive(Serialize)]
struct Answer<'a, T> {
    id: Option<&'a RawValue>,
    #[serde(flatten)]
    outcome: Outcome<T>,
}

#[derive(Serialize)]
#[serde(untagged)]
enum Outcome<T> {
    Found(T),
    Error { error: String },
}

/// The JSON line that gives an outcome; `what` names it should it not be writable.
fn written<T: Serialize>(id: Option<&RawValue>, outcome: Result<T, String>, what: &str) -> Vec<u8> {
    let outcome = outcome.map_or_else(|error| Outcome::Error { error }, Outcome::Found);
    serde_json::to_vec(&Answer { id, outcome }).unwrap_or_else(|error| {
        format!("{{\"id\":null,\"error\":\"cannot write the {what}: {error}\"}}").into_bytes()
    })
}

/// The JSON line that answers `line`.
fn answer(line: &[u8], options: &Options) -> Vec<u8> {
    let (id, outcome) = match serde_json::from_slice::<Line>(line) {
        Ok(line) => (line.id, read_line(&line, options)),
        Err(error) => (None, Err(format!("not a line of JSON with \"id\" and \"text\": {error}"))),
    };
    written(id, outcome, "reading")
}

fn read_line(line: &Line, options: &Options) -> Result<Reading, String> {
    let Some(Value::String(text)) = &line.text else {
        return Err("\"text\" is missing, or no string".to_string());
    };
    let published = match &line.published {
        None => options.published,
        Some(Value::String(date)) => {
            Some(parse_date(date).map_err(|error| format!("\"published\": {error}"))?)
        }
        Some(_) => return Err("\"published\" is no string".to_string()),
    };
    let mut marks = marks("article", &line.article, true)?;
    marks.extend(self::marks("furniture", &line.furniture, false)?);
    let pairs: Vec<((usize, usize), (usize, usize))> = list("same", &line.same, "pairs of [start, end]")?;
    let apart: Vec<(usize, usize)> = list("apart", &line.apart, "[start, end]")?;
    let span = |(start, end)| Points { start, end };
    let same = pairs.into_iter().map(|(one, other)| Identity::Same(span(one), span(other)));
    let identities = same.chain(apart.into_iter().map(|at| Identity::Apart(span(at)))).collect();
    let options = Options { published, lines: marks, identities, ..options.clone() };
    read_text(text, &options)
}

/// What the field `name` says of lines.
fn marks(name: &str, spans: &Option<Value>, is_article: bool) -> Result<Vec<LineMark>, String> {
    let pairs: Vec<(usize, usize)> = list(name, spans, "[start, end]")?;
    Ok(pairs.into_iter().map(|(start, end)| LineMark { span: Points { start, end }, is_article }).collect())
}

/// The list in the field `name`, whose elements are `what`; none where it is missing.
fn list<T: DeserializeOwned>(name: &str, value: &Option<Value>, what: &str) -> Result<Vec<T>, String> {
    let Some(value) = value else { return Ok(Vec::new()) };
    serde_json::from_value(value.clone()).map_err(|error| format!("\"{name}\" is no list of {what}: {error}"))
}

/// The JSON line with the sentences of the page that `line` has.
fn looked_at(line: &[u8]) -> Vec<u8> {
    of_text(line, "sentences", |text| Ok(page_lines(text)))
}

/// The JSON line with the words of the text of `line`.
fn cut(line: &[u8]) -> Vec<u8> {
    of_text(line, "words", |text| words(text, Model::released()).map_err(|error| error.to_string()))
}

/// The JSON line with `what` the text of `line` gives.
fn of_text<T: Serialize>(line: &[u8], what: &str, give: impl Fn(&str) -> Result<T, String>) -> Vec<u8> {
    let (id, outcome) = match serde_json::from_slice::<Line>(line) {
        Ok(Line { id, text: Some(Value::String(text)), .. }) => (id, give(&text)),
        Ok(line) => (line.id, Err("\"text\" is missing, or no string".to_string())),
        Err(error) => (None, Err(format!("not a line of JSON with \"id\" and \"text\": {error}"))),
    };
    written(id, outcome, what)
}

/// One line of input to geocode.
#[derive(Deserialize)]
struct Toponyms<'a> {
    #[serde(borrow)]
    id: Option<&'a RawValue>,
    text: Option<Value>,
    toponyms: Option<Value>,
}

#[derive(Serialize)]
struct Places {
    places: Vec<Option<GeocodedPlace>>,
}

#[derive(Serialize)]
struct GeocodedPlace {
    lat: f64,
    lon: f64,
    name: String,
    country: Option<String>,
    gazetteer_id: Option<u32>,
    extent: Option<u32>,
    confidence: f32,
}

/// The JSON line that tells where the toponyms of `line` are.
fn geocoded(line: &[u8]) -> Vec<u8> {
    let (id, places) = match serde_json::from_slice::<Toponyms>(line) {
        Ok(line) => (line.id, geocode(line.text, line.toponyms)),
        Err(error) => {
            (None, Err(format!("not a line of JSON with \"id\", \"text\" and \"toponyms\": {error}")))
        }
    };
    written(id, places.map(|places| Places { places }), "places")
}

fn geocode(text: Option<Value>, toponyms: Option<Value>) -> Result<Vec<Option<GeocodedPlace>>, String> {
    let Some(Value::String(text)) = text else { return Err("\"text\" is missing, or no string".to_string()) };
    let pairs: Vec<(usize, usize)> = serde_json::from_value(toponyms.unwrap_or_default())
        .map_err(|error| format!("\"toponyms\" is no list of [start, end]: {error}"))?;
    let offsets: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
    let span = |(start, end): (usize, usize)| match (offsets.get(start), offsets.get(end)) {
        (Some(from), Some(to)) if from < to => Ok(Span::new(*from, *to)),
        _ => Err(format!("\"toponyms\": [{start}, {end}] is no part of the text")),
    };
    let spans = pairs.into_iter().map(span).collect::<Result<Vec<_>, _>>()?;
    let place = |Located { name, place, .. }: Located| GeocodedPlace {
        lat: place.lat,
        lon: place.lon,
        name,
        country: place.country,
        gazetteer_id: place.gazetteer_id,
        extent: place.extent,
        confidence: place.confidence,
    };
    Ok(Resolver::released().resolve(&text, &spans).into_iter().map(|located| located.map(place)).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fault_at_one_line_costs_no_other() {
        let answer = |line: &[u8]| match line {
            b"{\"id\":\"b\",\"text\":\"\"}" => panic!("a fault"),
            _ => b"read".to_vec(),
        };
        assert_eq!(answer_or_fault(b"{\"id\":\"a\"}", answer), b"read");
        let fault =
            String::from_utf8(answer_or_fault(b"{\"id\":\"b\",\"text\":\"\"}", answer)).expect("UTF-8");
        assert!(fault.starts_with("{\"id\":\"b\",\"error\":\"the program failed at this text"), "{fault}");
    }
}
