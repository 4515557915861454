//! The browser's database: one value an article, under the id of its record.

use idb::{Database, DatabaseEvent, Error, Factory, ObjectStoreParams, TransactionMode, TransactionResult};
use wasm_bindgen::JsValue;

/// The name of the database.
const NAME: &str = "dateline";

/// The store in it.
const ARTICLES: &str = "articles";

/// Which stores there are. What stands in them says by itself in what form it is.
const VERSION: u32 = 1;

/// Why something is not kept.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Why {
    /// The browser has no room.
    Full,
    /// A later version of the page has made the database.
    Later,
    /// The browser does not let the page keep anything.
    #[default]
    Refused,
}

impl From<Error> for Why {
    fn from(error: Error) -> Self {
        match error {
            Error::DomException(exception) if exception.name() == "QuotaExceededError" => Why::Full,
            Error::DomException(exception) if exception.name() == "VersionError" => Why::Later,
            _ => Why::Refused,
        }
    }
}

/// The database, open.
pub struct Store {
    database: Database,
}

impl Store {
    /// Opens it, and makes it where there is none.
    pub async fn open() -> Result<Self, Why> {
        let mut request = Factory::new()?.open(NAME, Some(VERSION))?;
        request.on_upgrade_needed(|event| {
            if let Ok(database) = event.database()
                && !database.store_names().iter().any(|name| name == ARTICLES)
            {
                // Where it fails, so does all that is asked of the store, and that is told.
                let _ = database.create_object_store(ARTICLES, ObjectStoreParams::new());
            }
        });
        let mut database = request.await?;
        // A later version of the page, in another tab, must not wait for this one.
        database.on_version_change(|event| {
            if let Ok(database) = event.database() {
                database.close();
            }
        });
        Ok(Store { database })
    }

    /// All values.
    pub async fn all(&self) -> Result<Vec<String>, Why> {
        let transaction = self.database.transaction(&[ARTICLES], TransactionMode::ReadOnly)?;
        let values = transaction.object_store(ARTICLES)?.get_all(None, None)?.await?;
        Ok(values.iter().filter_map(JsValue::as_string).collect())
    }

    /// The value of `id`.
    pub async fn get(&self, id: &str) -> Result<Option<String>, Why> {
        let transaction = self.database.transaction(&[ARTICLES], TransactionMode::ReadOnly)?;
        let value = transaction.object_store(ARTICLES)?.get(JsValue::from_str(id))?.await?;
        Ok(value.and_then(|value| value.as_string()))
    }

    /// Puts what `make` makes of the value of `id` in its place, with no other tab in between; nothing, where it makes
    /// nothing.
    pub async fn update(
        &self,
        id: &str,
        make: impl FnOnce(Option<String>) -> Option<String>,
    ) -> Result<(), Why> {
        let key = JsValue::from_str(id);
        let transaction = self.database.transaction(&[ARTICLES], TransactionMode::ReadWrite)?;
        let store = transaction.object_store(ARTICLES)?;
        let stored = store.get(key.clone())?.await?.and_then(|value| value.as_string());
        if let Some(value) = make(stored) {
            store.put(&JsValue::from_str(&value), Some(&key))?.await?;
        }
        match transaction.await? {
            TransactionResult::Committed => Ok(()),
            TransactionResult::Aborted => Err(Why::Full),
        }
    }

    /// Removes the value of `id`.
    pub async fn remove(&self, id: &str) -> Result<(), Why> {
        let transaction = self.database.transaction(&[ARTICLES], TransactionMode::ReadWrite)?;
        transaction.object_store(ARTICLES)?.delete(JsValue::from_str(id))?.await?;
        transaction.await?;
        Ok(())
    }

    /// Removes all of them.
    pub async fn clear(&self) -> Result<(), Why> {
        let transaction = self.database.transaction(&[ARTICLES], TransactionMode::ReadWrite)?;
        transaction.object_store(ARTICLES)?.clear()?.await?;
        transaction.await?;
        Ok(())
    }
}
