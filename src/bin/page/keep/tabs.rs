//! What the tabs tell each other of what is kept, and what one leaves behind that is closed too soon. Both go by the
//! small storage that every tab hears of at once and that is written before a page is gone.

use dateline::review::session::Record;
use dateline::review::shelf::{EARLIER, FIRST, earlier};
use web_sys::{Storage, StorageEvent};

use crate::browser;

/// The key by which tabs tell each other; nothing stays under it.
const TOLD: &str = "dateline-told";

/// The key that says that the user wants things kept.
const WANTED: &str = "dateline-keeps";

/// Which of the records this tab has open, for opening it again.
const OPEN: &str = "dateline-open";

/// What a tab tells the others.
#[derive(Clone, Debug)]
pub enum Told {
    /// The record of this id has been written.
    Written(String),
    /// It has been removed.
    Removed(String),
    /// All have been.
    AllRemoved,
    /// This is what a tab has left behind that was closed too soon.
    Left(Box<Record>),
}

/// Tells the other tabs.
pub fn tell(told: &Told) {
    let words = match told {
        Told::Written(id) => format!("written {id}"),
        Told::Removed(id) => format!("removed {id}"),
        Told::AllRemoved => "removed".to_string(),
        Told::Left(_) => return,
    };
    if let Some(storage) = browser::storage() {
        // Where it fails, the others hear of it when they write the same.
        let _ = storage.set_item(TOLD, &words);
        let _ = storage.remove_item(TOLD);
    }
}

/// What another tab tells.
pub fn heard(event: &StorageEvent) -> Option<Told> {
    let (key, value) = (event.key()?, event.new_value()?);
    if key == TOLD {
        return match value.split_once(' ') {
            Some(("written", id)) => Some(Told::Written(id.to_string())),
            Some(("removed", id)) => Some(Told::Removed(id.to_string())),
            _ if value == "removed" => Some(Told::AllRemoved),
            _ => None,
        };
    }
    let mut left = earlier([(key.as_str(), value.as_str())], String::new);
    left.pop().map(|(_, record)| Told::Left(Box::new(record)))
}

/// Whether the user wants things kept.
pub fn is_wanted() -> bool {
    browser::storage().is_some_and(|storage| matches!(storage.get_item(WANTED), Ok(Some(_))))
}

/// Remembers whether the user wants things kept.
pub fn want(wanted: bool) {
    if let Some(storage) = browser::storage() {
        // Where it fails, it is asked again next time.
        let _ = if wanted { storage.set_item(WANTED, "yes") } else { storage.remove_item(WANTED) };
    }
}

/// The id of what this tab had open.
pub fn open() -> Option<String> {
    browser::session_storage().and_then(|tab| tab.get_item(OPEN).ok().flatten())
}

/// Remembers what this tab has open.
pub fn set_open(id: &str) {
    if let Some(tab) = browser::session_storage() {
        // Without it another record may be opened next time.
        let _ = tab.set_item(OPEN, id);
    }
}

/// Leaves a record behind at once, for the next page that is opened; whether there was room.
pub fn leave(record: &Record) -> bool {
    let json = serde_json::to_string(record).ok();
    let storage = browser::storage();
    storage
        .zip(json)
        .is_some_and(|(storage, json)| storage.set_item(&format!("{EARLIER}{}", record.id), &json).is_ok())
}

/// What was left behind, and what the versions before had kept; each with its key.
pub fn left(new_id: fn() -> String) -> Vec<(String, Record)> {
    let Some(storage) = browser::storage() else { return Vec::new() };
    let entries: Vec<(String, String)> = keys(&storage)
        .into_iter()
        .filter_map(|key| Some((key.clone(), storage.get_item(&key).ok()??)))
        .collect();
    earlier(entries.iter().map(|(key, json)| (key.as_str(), json.as_str())), new_id)
}

/// Whether anything is there, readable or not.
pub fn has_left() -> bool {
    browser::storage().is_some_and(|storage| !keys(&storage).is_empty())
}

/// Takes away what was left behind under `key`, or for the record `key`.
pub fn take_away(key: &str) {
    if let Some(storage) = browser::storage() {
        let _ = storage.remove_item(key);
        let _ = storage.remove_item(&format!("{EARLIER}{key}"));
    }
}

/// Takes away all of it; whether that worked.
pub fn take_all_away() -> bool {
    if let Some(tab) = browser::session_storage() {
        let _ = tab.remove_item(OPEN);
    }
    want(false);
    let Some(storage) = browser::storage() else { return true };
    keys(&storage).iter().filter(|key| storage.remove_item(key).is_err()).count() == 0
}

fn keys(storage: &Storage) -> Vec<String> {
    let count = storage.length().unwrap_or_default();
    let keys = (0..count).filter_map(|nth| storage.key(nth).ok().flatten());
    keys.filter(|key| key.starts_with(EARLIER) || key == FIRST).collect()
}
