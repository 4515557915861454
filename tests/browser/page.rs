//! The page under test, as a person meets it: what can be done to it, and what it shows.

use std::path::{Path, PathBuf};
use std::time::Duration;

use serde_json::{Value, json};
use thirtyfour::bidi::modules::browsing_context::Viewport;
use thirtyfour::prelude::*;
use thirtyfour::{Key, TypingData};

use crate::common::schema::assert_export;
use crate::driver::Browser;
use crate::site::Trouble;
use crate::watch::Watch;

/// How long anything may take before a test gives up.
const PATIENCE: Duration = Duration::from_secs(30);

/// A script's function that opens the panel and the menu that an element is in, or the editing surface.
const UNFOLD: &str = "((found) => {
    const panel = found?.closest('[role=tabpanel][hidden]');
    if (panel) document.querySelector(`#tab-${panel.id}`).click();
    found?.closest('details.menu, #origin')?.setAttribute('open', '');
    if (found?.id === 'article' && 'veiled' in document.body.dataset) document.querySelector('#edit').click();
    found?.closest('[role=tabpanel]')?.querySelector('.fold[aria-expanded=false]')?.click();
})";

/// The page in one browser.
#[derive(Clone)]
pub struct Page {
    /// For what has no method here.
    pub driver: WebDriver,
    /// The browser that shows it.
    pub browser: Browser,
    /// Where it is: `http://…` or `file://…`.
    pub address: String,
    /// What it logs and asks for.
    pub watch: Watch,
    /// Where its downloads go.
    pub downloads: PathBuf,
}

impl Page {
    /// Loads the page and waits until all its files are in.
    pub async fn open(&self) -> WebDriverResult<()> {
        self.start().await?;
        self.all_in().await
    }

    /// Waits until all files of the page are in.
    pub async fn all_in(&self) -> WebDriverResult<()> {
        self.until("its encoder is there", "document.body.dataset.loaded !== undefined").await?;
        self.watch.quiet().await;
        self.watch.loaded();
        Ok(())
    }

    /// Loads the page and waits until it takes a text, whether it can read or not.
    pub async fn start(&self) -> WebDriverResult<()> {
        self.watch.loading();
        // A driver that leaves an unsaved text is nobody to ask.
        let silence =
            "addEventListener('beforeunload', (event) => event.stopImmediatePropagation(), {capture: true});";
        self.driver.execute(silence, vec![]).await?;
        // On a busy machine a page that is just being left may end the first try.
        if self.driver.goto(&self.address).await.is_err() {
            self.driver.goto(&self.address).await?;
        }
        self.until("it starts", "document.querySelector('#article[contenteditable]')").await
    }

    /// Opens the page anew, whose program does not come yet.
    pub async fn hold_program(&self) -> WebDriverResult<()> {
        self.watch.site().spoil("page_bg.wasm", Trouble::Late);
        self.watch.loading();
        self.driver.goto(&self.address).await
    }

    /// Lets the program come.
    pub async fn let_program_go(&self) -> WebDriverResult<()> {
        self.watch.site().mend();
        self.until("the page is there", "document.querySelector('#article[contenteditable]')").await?;
        self.all_in().await
    }

    /// Has Chromium do what WebDriver has no command for.
    pub async fn devtools(&self, method: &str, params: Value) -> WebDriverResult<Value> {
        let bidi = self.driver.bidi().await?;
        let context = json!({"context": bidi.browsing_context().top_level().await?});
        let session = bidi.send_raw("goog:cdp.getSession", context).await?["session"].clone();
        let command = json!({"method": method, "params": params, "session": session});
        Ok(bidi.send_raw("goog:cdp.sendCommand", command).await?["result"].clone())
    }

    /// Opens files by the page's own field, as a person who chooses them together.
    pub async fn open_files(&self, files: &[PathBuf]) -> WebDriverResult<()> {
        self.watch.lend_documents();
        let paths: Vec<_> = files.iter().map(|file| file.to_string_lossy()).collect();
        self.press("#open-file", paths.join("\n")).await
    }

    /// Waits until the page says something with these words of what was opened.
    pub async fn until_noticed(&self, words: &str) -> WebDriverResult<()> {
        let notice = format!("document.querySelector('#notice').textContent.includes({})", json!(words));
        self.until("it is said", &notice).await
    }

    /// Has the browser forget the files that it has kept, so that they are asked for again.
    pub async fn forget_files(&self) -> WebDriverResult<()> {
        self.driver.execute("globalThis.caches?.delete('dateline-weights');", vec![]).await?;
        Ok(())
    }

    /// Writes in the field `css`, as a person who then leaves it.
    pub async fn fill(&self, css: &str, value: &str) -> WebDriverResult<()> {
        let script = "const field = document.querySelector(arguments[0]);
            field.focus();
            field.value = arguments[1];
            field.dispatchEvent(new Event('input', {bubbles: true}));
            field.dispatchEvent(new Event('change', {bubbles: true}));";
        self.driver.execute(script, vec![json!(css), json!(value)]).await?;
        Ok(())
    }

    /// Presses keys with Control where the focus is.
    pub async fn press_control(&self, keys: &str) -> WebDriverResult<()> {
        let chain = self.driver.action_chain();
        chain.key_down(Key::Control).send_keys(keys).key_up(Key::Control).perform().await
    }

    /// What `expression` is worth in the page.
    pub async fn value(&self, expression: &str) -> WebDriverResult<Value> {
        Ok(self.driver.execute(format!("return ({expression})"), vec![]).await?.json().clone())
    }

    /// Waits until `expression` is true.
    pub async fn until(&self, what: &str, expression: &str) -> WebDriverResult<()> {
        let mut waited = Duration::ZERO;
        while waited < PATIENCE {
            // A page that is just being left or opened has nothing to say yet.
            if let Ok(Value::Bool(true)) = self.value(&format!("Boolean({expression})")).await {
                return Ok(());
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
            waited += Duration::from_millis(50);
        }
        let status = self.value("document.querySelector('#status')?.textContent").await?;
        panic!("waited in vain until {what} ({expression}); the status is {status}");
    }

    /// The number of readings shown so far.
    pub async fn readings(&self) -> WebDriverResult<u64> {
        let number = self.value("Number(document.body.dataset.reading ?? 0)").await?;
        Ok(number.as_u64().expect("a number of readings"))
    }

    /// Waits for a reading that is newer than number `before`, for nothing to be under way, and for whole lists.
    pub async fn read_after(&self, before: u64) -> WebDriverResult<()> {
        self.anew(before).await?;
        self.whole_lists().await
    }

    async fn anew(&self, before: u64) -> WebDriverResult<()> {
        let expression = format!(
            "document.body.dataset.state === 'read' && Number(document.body.dataset.reading) > {before}"
        );
        self.until("it has read", &expression).await
    }

    /// Waits until each list shows as many cards as its heading counts; none here is long enough for "Show more".
    pub async fn whole_lists(&self) -> WebDriverResult<()> {
        let expression = "[...document.querySelectorAll('.panel section:has(> ol)')].every((list) =>
            list.querySelectorAll(':scope > ol > li').length === Number(list.querySelector('.count').textContent))";
        self.until("the lists are whole", expression).await
    }

    /// Puts `text` on the clipboard, as a person who copies it from another page.
    pub async fn copy_elsewhere(&self, text: &str) -> WebDriverResult<()> {
        let fill =
            "const from = document.querySelector('textarea'); from.value = arguments[0]; from.select();";
        self.copy_from("data:text/html,<textarea></textarea>", "textarea", fill, text).await
    }

    /// Puts a part of a web page on the clipboard, markup and all.
    pub async fn copy_markup_elsewhere(&self, html: &str) -> WebDriverResult<()> {
        let fill = "const from = document.querySelector('div'); from.innerHTML = arguments[0]; from.focus();";
        self.copy_from("data:text/html,<div contenteditable></div>", "div", fill, html).await
    }

    async fn copy_from(&self, address: &str, from: &str, fill: &str, content: &str) -> WebDriverResult<()> {
        let here = self.driver.window().await?;
        let tab = self.driver.new_tab().await?;
        self.driver.switch_to_window(tab).await?;
        self.driver.goto(address).await?;
        self.driver.execute(fill, vec![json!(content)]).await?;
        let from = self.driver.find(By::Css(from)).await?;
        from.send_keys(Key::Control + "a").await?;
        from.send_keys(Key::Control + "c").await?;
        self.driver.close_window().await?;
        self.driver.switch_to_window(here).await
    }

    /// Pastes over the whole article and waits for the reading, and for whole lists.
    pub async fn paste_article(&self, text: &str) -> WebDriverResult<()> {
        self.paste_long(text).await?;
        self.whole_lists().await
    }

    /// Pastes a text whose lists are too long to be shown whole over the article, and waits for the reading.
    pub async fn paste_long(&self, text: &str) -> WebDriverResult<()> {
        let before = self.readings().await?;
        let start: String = text.trim_start().chars().take_while(|c| *c != '\n').take(20).collect();
        let has_it = format!("document.querySelector('#article').textContent.includes({})", json!(start));
        // On a busy machine a browser may not have the clipboard of the other tab yet.
        for _ in 0..3 {
            self.copy_elsewhere(text).await?;
            self.press("#article", Key::Control + "a").await?;
            self.press("#article", Key::Control + "v").await?;
            if self.holds_soon(&has_it).await {
                break;
            }
        }
        self.anew(before).await
    }

    /// Whether `expression` is true within some seconds.
    async fn holds_soon(&self, expression: &str) -> bool {
        for _ in 0..60 {
            if let Ok(Value::Bool(true)) = self.value(&format!("Boolean({expression})")).await {
                return true;
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        false
    }

    /// Opens the panel or the menu that the first element `css` is in, as a person who looks for it; of the article, its
    /// editing surface.
    pub async fn turn_to(&self, css: &str) -> WebDriverResult<()> {
        let find = format!("document.querySelector({})", json!(css));
        self.value(&format!("{UNFOLD}({find})")).await?;
        let is_there = format!(
            "!{find}?.closest('[role=tabpanel][hidden], details.menu:not([open]), [data-veiled] #article')"
        );
        self.until("it is open", &is_there).await
    }

    /// Presses keys in the element `css`.
    pub async fn press(&self, css: &str, keys: impl Into<TypingData>) -> WebDriverResult<()> {
        self.turn_to(css).await?;
        self.driver.find(By::Css(css)).await?.send_keys(keys).await
    }

    /// Clicks the element `css`.
    pub async fn click(&self, css: &str) -> WebDriverResult<()> {
        self.turn_to(css).await?;
        let element = self.driver.find(By::Css(css)).await?;
        self.bring(&element).await?;
        element.click().await
    }

    /// Clicks what `css` is in `element`.
    pub async fn click_in(&self, element: &WebElement, css: &str) -> WebDriverResult<()> {
        let found = element.find(By::Css(css)).await?;
        self.bring(&found).await?;
        found.click().await
    }

    /// Opens what `element` is in and scrolls it to the middle, clear of what sticks to the borders.
    pub async fn bring(&self, element: &WebElement) -> WebDriverResult<()> {
        let unfold = format!("{UNFOLD}(arguments[0])");
        self.driver.execute(unfold, vec![element.to_json()?]).await?;
        let script = "arguments[0].scrollIntoView({block: 'center', behavior: 'instant'});";
        self.driver.execute(script, vec![element.to_json()?]).await?;
        Ok(())
    }

    /// Clicks the middle of the first `words` of the article that are seen.
    pub async fn click_words(&self, words: &str) -> WebDriverResult<()> {
        let [left, right, y] = self.place_of(words).await?;
        self.driver.action_chain().move_to((left + right) / 2, y).click().perform().await
    }

    /// Selects the first `words` of the article by the mouse, all on one line.
    pub async fn drag_over(&self, words: &str) -> WebDriverResult<()> {
        let [left, right, y] = self.place_of(words).await?;
        let chain = self.driver.action_chain().move_to(left, y).click_and_hold();
        chain.move_to(right, y).release().perform().await
    }

    /// Taps on the element `css` with a finger.
    pub async fn tap(&self, css: &str) -> WebDriverResult<()> {
        let middle = format!(
            "(() => {{
                const box = document.querySelector({}).getBoundingClientRect();
                return {{x: box.left + box.width / 2, y: box.top + box.height / 2}};
            }})()",
            json!(css)
        );
        let point = self.value(&middle).await?;
        self.devtools("Input.dispatchTouchEvent", json!({"type": "touchStart", "touchPoints": [point]}))
            .await?;
        self.devtools("Input.dispatchTouchEvent", json!({"type": "touchEnd", "touchPoints": []})).await?;
        Ok(())
    }

    /// Where the first `words` of the article are, once they are in sight: left, right, and the middle of their height.
    async fn place_of(&self, words: &str) -> WebDriverResult<[i64; 3]> {
        let script = "const text = document.querySelector('[data-veiled] #reading') ?? document.querySelector('#article');
            const walker = document.createTreeWalker(text, NodeFilter.SHOW_TEXT);
            while (walker.nextNode()) {
                const at = walker.currentNode.data.indexOf(arguments[0]);
                if (at < 0) continue;
                const range = document.createRange();
                range.setStart(walker.currentNode, at);
                range.setEnd(walker.currentNode, at + arguments[0].length);
                const away = range.getBoundingClientRect().top - innerHeight / 2;
                if (text.scrollHeight > text.clientHeight) text.scrollBy({top: away, behavior: 'instant'});
                else scrollBy({top: away, behavior: 'instant'});
                const box = range.getClientRects()[0];
                return [box.left, box.right, box.top + box.height / 2].map(Math.round);
            }";
        let found = self.driver.execute(script, vec![json!(words)]).await?;
        Ok([0, 1, 2].map(|nth| found.json()[nth].as_i64().expect("the words are in the article")))
    }

    /// Puts the caret right after the first `words` of the article and types.
    pub async fn type_after(&self, words: &str, keys: impl Into<TypingData>) -> WebDriverResult<()> {
        self.turn_to("#article").await?;
        let script = "const article = document.querySelector('#article');
            article.focus();
            const walker = document.createTreeWalker(article, NodeFilter.SHOW_TEXT);
            while (walker.nextNode()) {
                const at = walker.currentNode.data.indexOf(arguments[0]);
                if (at >= 0) {
                    getSelection().collapse(walker.currentNode, at + arguments[0].length);
                    return true;
                }
            }
            return false;";
        let found = self.driver.execute(script, vec![json!(words)]).await?;
        assert_eq!(found.json(), &Value::Bool(true), "the article has no {words:?}");
        self.driver.action_chain().send_keys(keys).perform().await
    }

    /// Selects the first `words` of the article, as it is shown.
    pub async fn select(&self, words: &str) -> WebDriverResult<()> {
        let script = "const text = document.querySelector('[data-veiled] #reading') ?? document.querySelector('#article');
            text.focus();
            const walker = document.createTreeWalker(text, NodeFilter.SHOW_TEXT);
            while (walker.nextNode()) {
                const at = walker.currentNode.data.indexOf(arguments[0]);
                if (at >= 0) {
                    const node = walker.currentNode;
                    getSelection().setBaseAndExtent(node, at, node, at + arguments[0].length);
                    return true;
                }
            }
            return false;";
        let found = self.driver.execute(script, vec![json!(words)]).await?;
        assert_eq!(found.json(), &Value::Bool(true), "the article has no {words:?}");
        self.until("the bar is there", "!document.querySelector('#selected').hidden").await
    }

    /// Chooses `what`, by its value or its words, in the field `name` of the sheet of a card.
    pub async fn choose(&self, name: &str, what: &str) -> WebDriverResult<()> {
        let script = "const field = document.querySelector(`#editor select[name=${arguments[0]}]`);
            const offer = [...field.options].find((offer) => [offer.value, offer.text].includes(arguments[1]));
            if (!offer) return [...field.options].map((offer) => offer.text).join();
            field.focus();
            field.value = offer.value;
            field.dispatchEvent(new Event('change', {bubbles: true}));
            return true;";
        let chosen = self.driver.execute(script, vec![json!(name), json!(what)]).await?;
        assert_eq!(chosen.json(), &Value::Bool(true), "{what} is not offered as {name}");
        Ok(())
    }

    /// Makes the window's inside as large as a device's.
    pub async fn resize(&self, width: u32, height: u32) -> WebDriverResult<()> {
        let bidi = self.driver.bidi().await?;
        let context = bidi.browsing_context().top_level().await?;
        bidi.browsing_context().set_viewport(context, Some(Viewport { width, height })).await?;
        self.until("it is resized", &format!("innerWidth === {width}")).await
    }

    /// The text of every element `css` that is visible where the first of them is, white space folded.
    pub async fn texts(&self, css: &str) -> WebDriverResult<Vec<String>> {
        self.turn_to(css).await?;
        let expression = format!(
            "[...document.querySelectorAll({})].filter((found) => found.checkVisibility())
                .map((found) => (found.innerText ?? found.textContent).replace(/\\s+/g, ' ').trim())",
            json!(css)
        );
        Ok(strings(&self.value(&expression).await?))
    }

    /// The words that the CSS highlight `name` paints, in the order of the text.
    pub async fn painted(&self, name: &str) -> WebDriverResult<Vec<String>> {
        let script = "const words = (range) => {
                const whole = document.createRange();
                whole.setStart(range.startContainer, range.startOffset);
                whole.setEnd(range.endContainer, range.endOffset);
                return whole;
            };
            return [...(CSS.highlights.get(arguments[0]) ?? [])].map(words)
                .sort((one, other) => one.compareBoundaryPoints(Range.START_TO_START, other))
                .map((range) => range.toString());";
        let found = self.driver.execute(script, vec![json!(name)]).await?;
        Ok(strings(found.json()))
    }

    /// The words that any highlight whose name starts with `focus` paints.
    pub async fn lit(&self) -> WebDriverResult<Vec<String>> {
        let names =
            self.value("[...CSS.highlights.keys()].filter((name) => name.startsWith('focus'))").await?;
        let mut all = Vec::new();
        for name in strings(&names) {
            all.extend(self.painted(&name).await?);
        }
        Ok(all)
    }

    /// The article's text as the page holds it.
    pub async fn article(&self) -> WebDriverResult<String> {
        let text = self.value("document.querySelector('#article').textContent").await?;
        Ok(text.as_str().expect("the article is text").to_string())
    }

    /// What the browser keeps of articles.
    pub async fn kept(&self) -> WebDriverResult<Vec<Value>> {
        let values = "new Promise((resolve, reject) => {
            const opening = indexedDB.open('dateline');
            opening.onerror = () => reject(opening.error);
            opening.onsuccess = () => {
                const database = opening.result;
                if (!database.objectStoreNames.contains('articles')) {
                    database.close();
                    return resolve([]);
                }
                const asked = database.transaction('articles').objectStore('articles').getAll();
                asked.onsuccess = () => { database.close(); resolve(asked.result); };
            };
        })";
        let values = strings(&self.value(values).await?);
        Ok(values.iter().map(|json| serde_json::from_str(json).expect("what is kept is JSON")).collect())
    }

    /// Waits until what is kept `is` so.
    pub async fn until_kept(&self, what: &str, is: impl Fn(&[Value]) -> bool) -> WebDriverResult<()> {
        let mut waited = Duration::ZERO;
        while waited < PATIENCE {
            if is(&self.kept().await?) {
                return Ok(());
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
            waited += Duration::from_millis(50);
        }
        panic!(
            "waited in vain until {what}; kept is {:?}; the status is {}",
            self.kept().await?,
            self.status().await?
        );
    }

    /// Puts `kept` in the place of what is kept under its id, as another version would.
    pub async fn put(&self, kept: &Value) -> WebDriverResult<()> {
        let script = "const [id, json] = arguments;
            return new Promise((resolve) => {
                const opening = indexedDB.open('dateline');
                opening.onsuccess = () => {
                    const database = opening.result;
                    const transaction = database.transaction('articles', 'readwrite');
                    transaction.objectStore('articles').put(json, id);
                    transaction.oncomplete = () => { database.close(); resolve(); };
                };
            });";
        let arguments = vec![kept["record"]["id"].clone(), json!(kept.to_string())];
        self.driver.execute(script, arguments).await?;
        Ok(())
    }

    /// Leaves `value` where the versions before the database kept things.
    pub async fn leave(&self, key: &str, value: &Value) -> WebDriverResult<()> {
        let arguments = vec![json!(key), json!(value.to_string())];
        self.driver.execute("localStorage.setItem(arguments[0], arguments[1]);", arguments).await?;
        Ok(())
    }

    /// Has all deleted that is kept, by way of the shelf.
    pub async fn delete_what_is_kept(&self) -> WebDriverResult<()> {
        self.click("#open-shelf").await?;
        self.until("something is kept", "!document.querySelector('#forget').disabled").await?;
        self.click("#forget").await?;
        self.until_kept("nothing is kept", <[Value]>::is_empty).await?;
        self.until(
            "it says what stays",
            "document.querySelector('#shelf-status').textContent.includes('stays on the screen')",
        )
        .await?;
        self.click("#close-shelf").await
    }

    /// What the page says of its state.
    pub async fn status(&self) -> WebDriverResult<String> {
        let text = self.value("document.querySelector('#status').textContent").await?;
        Ok(text.as_str().expect("the status is text").to_string())
    }

    /// Clicks `button` and waits for the file that it downloads.
    pub async fn saved(&self, button: &str) -> WebDriverResult<Vec<u8>> {
        let before = files(&self.downloads);
        self.click(button).await?;
        for _ in 0..PATIENCE.as_millis() / 100 {
            tokio::time::sleep(Duration::from_millis(100)).await;
            let fresh = files(&self.downloads).into_iter().find(|file| !before.contains(file));
            if let Some(bytes) =
                fresh.and_then(|file| std::fs::read(file).ok()).filter(|bytes| !bytes.is_empty())
            {
                let close = "document.querySelectorAll('details.menu').forEach((menu) => menu.open = false)";
                self.driver.execute(close, vec![]).await?;
                return Ok(bytes);
            }
        }
        panic!("{button} downloads nothing");
    }

    /// The same, of a file that is text.
    pub async fn download(&self, button: &str) -> WebDriverResult<String> {
        Ok(String::from_utf8(self.saved(button).await?).expect("the download is text"))
    }

    /// The reading, as the page gives it away.
    pub async fn reading(&self) -> WebDriverResult<Value> {
        let json = self.download("#download-json").await?;
        let reading = serde_json::from_str(&json).expect("the download is JSON");
        assert_export(&reading);
        Ok(reading)
    }
}

/// Finished downloads: browsers write under another name first.
fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).expect("the download folder is there");
    let paths = entries.filter_map(|entry| entry.ok()).map(|entry| entry.path());
    let kinds = ["json", "csv", "geojson", "jsonld", "tar", "html"];
    paths
        .filter(|path| {
            path.extension().and_then(|kind| kind.to_str()).is_some_and(|kind| kinds.contains(&kind))
        })
        .collect()
}

/// The strings of a JSON array.
pub fn strings(value: &Value) -> Vec<String> {
    let items = value.as_array().map(Vec::as_slice).unwrap_or_default();
    items.iter().map(|item| item.as_str().expect("a list of strings").to_string()).collect()
}
