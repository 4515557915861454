//! Putting right what was read wrongly: who said it, whom it was done to, who is who, and what is missing.

use serde_json::Value;
use thirtyfour::Key;
use thirtyfour::prelude::*;

use crate::page::Page;

/// Two of one name, a quote and an event.
const TWO_SMITHS: &str = "\
Flood closes bridge in Leeds

John Smith, the mayor of Leeds, closed the bridge on Monday. “The water is too high,” Mary Jones said.

John Smith, a fisherman, criticised the council. “We were warned too late,” said the fisherman.
";

/// A script's expression for the card in `list` that holds `words`.
fn card(list: &str, words: &str) -> String {
    format!(
        "[...document.querySelectorAll('#{list} > ol > li')].find((card) => card.textContent.includes({words:?}))"
    )
}

/// Opens the fields of the card in `list` that holds `words`.
async fn edit(page: &Page, list: &str, words: &str) -> WebDriverResult<()> {
    page.value(&format!("{}.querySelector('.edit').click()", card(list, words))).await?;
    page.until("the fields are open", "document.activeElement.id === 'editor-title'").await
}

/// The name of the entity with `id`, as the export says it.
fn name_of(reading: &Value, id: &Value) -> Value {
    let entities = reading["entities"].as_array().expect("entities");
    entities
        .iter()
        .find(|entity| &entity["id"] == id)
        .map(|entity| entity["name"].clone())
        .unwrap_or_default()
}

pub async fn a_wrong_speaker_and_a_wrong_recipient_are_put_right(page: Page) -> WebDriverResult<()> {
    page.paste_article(TWO_SMITHS).await?;
    edit(&page, "quotes", "The water is too high").await?;
    page.choose("speaker", "John Smith").await?;
    let spoken =
        format!("{}?.querySelector('.speaker').textContent === 'John Smith'", card("quotes", "The water"));
    page.until("the speaker is another", &spoken).await?;
    assert_eq!(page.value("document.querySelector('#editor').hidden").await?, false, "the sheet stays");
    page.click("#close-editor").await?;
    edit(&page, "events", "closed").await?;
    page.choose("recipients", "Mary Jones").await?;
    let told = format!(
        "{}?.querySelector('.circumstances .whom')?.textContent.includes('Mary Jones')",
        card("events", "closed")
    );
    page.until("somebody else is told of", &told).await?;
    page.choose("status", "planned").await?;
    let planned = format!("{}?.dataset.status === 'planned'", card("events", "closed"));
    page.until("it is planned", &planned).await?;
    page.click("#close-editor").await?;
    page.until("the focus is back on the card", "document.activeElement.matches('#events .edit')").await?;
    let reading = page.reading().await?;
    let made: Vec<&Value> =
        reading["corrections"].as_array().expect("corrections").iter().map(|made| &made["action"]).collect();
    assert_eq!(made, ["recipients", "status", "speaker"]);
    // One is taken back, the others stay.
    page.click("#changes summary").await?;
    page.value("[...document.querySelectorAll('#changes .revert')].find((one) => one.ariaLabel.includes('status')).click()").await?;
    page.until("it has happened", &format!("{}?.dataset.status === 'happened'", card("events", "closed")))
        .await?;
    page.until("the others stay", &format!("{spoken} && {told}")).await?;
    page.press_control("z").await?;
    page.until("taking back is undone", &planned).await
}

pub async fn two_of_one_name_are_split(page: Page) -> WebDriverResult<()> {
    page.paste_article(TWO_SMITHS).await?;
    let smiths = || format!("document.querySelectorAll({:?}).length", "#actors > ol > li");
    let before = page.value(&smiths()).await?.as_u64().expect("a number");
    edit(&page, "actors", "John Smith").await?;
    // The second of them, by the words after the name.
    let split = "(() => {
        const row = [...document.querySelectorAll('#editor .mentions li')].find((row) => row.textContent.includes('a fisherman'));
        const whose = row.querySelector('select');
        whose.value = 'new';
        whose.dispatchEvent(new Event('change', {bubbles: true}));
    })()";
    page.value(split).await?;
    page.until("there is one more", &format!("{} === {}", smiths(), before + 1)).await?;
    page.click("#close-editor").await?;
    let reading = page.reading().await?;
    let entities = reading["entities"].as_array().expect("entities");
    let called: Vec<&Value> = entities.iter().filter(|it| it["name"] == "John Smith").collect();
    assert_eq!(called.len(), 2, "{called:?}");
    assert_ne!(called[0]["id"], called[1]["id"]);
    assert!(reading["events"].as_array().expect("events").iter().all(|event| {
        let acts = |id: &Value| event["actors"].as_array().is_some_and(|all| all.contains(id));
        !(acts(&called[0]["id"]) && acts(&called[1]["id"]))
    }));
    page.press_control("z").await?;
    page.until("they are one again", &format!("{} === {before}", smiths())).await
}

pub async fn selected_words_become_what_they_are(page: Page) -> WebDriverResult<()> {
    page.paste_article(TWO_SMITHS).await?;
    assert!(page.texts("#selected").await?.is_empty(), "nothing is selected");
    page.select("The water is too high").await?;
    page.until("the bar is there", "!document.querySelector('#selected').hidden").await?;
    page.driver.action_chain().send_keys(Key::Escape).perform().await?;
    // Whoever selects words by the mouse opens no card.
    page.drag_over("Mary Jones").await?;
    page.until("they are selected", "String(getSelection()).includes('Mary')").await?;
    page.until("the bar is there", "!document.querySelector('#selected').hidden").await?;
    assert_eq!(page.value("document.querySelector('#actors').hidden").await?, true);
    // By the keys alone.
    page.select("the council").await?;
    page.until("the bar is there", "!document.querySelector('#selected').hidden").await?;
    page.driver
        .action_chain()
        .key_down(Key::Control)
        .send_keys(Key::Enter)
        .key_up(Key::Control)
        .perform()
        .await?;
    page.until("the bar has the focus", "document.activeElement.matches('#selected .actor')").await?;
    page.driver.action_chain().send_keys(Key::Enter).perform().await?;
    page.until("its fields are open", "document.activeElement.id === 'editor-title'").await?;
    page.fill("#editor input[name=name]", "Leeds City Council").await?;
    page.choose("kind", "organisation").await?;
    page.until("it is listed", &card("actors", "Leeds City Council")).await?;
    assert!(page.painted("actor").await?.contains(&"the council".to_string()));
    page.click("#close-editor").await?;
    page.select("closes").await?;
    page.click("#selected .event").await?;
    page.choose("type", "COERCE").await?;
    page.choose("recipients", "Leeds City Council").await?;
    let told = format!("{}?.textContent.includes('closes')", card("events", "to whom: Leeds City Council"));
    page.until("it is a card", &told).await?;
    assert!(page.painted("event").await?.contains(&"closes".to_string()));
    page.click("#close-editor").await?;
    let reading = page.reading().await?;
    let text: Vec<char> = TWO_SMITHS.chars().collect();
    let words = |event: &Value| {
        let at = |end: &str| event["trigger"][end].as_u64().expect("an offset") as usize;
        text[at("start")..at("end")].iter().collect::<String>()
    };
    let events = reading["events"].as_array().expect("events");
    let closes = events.iter().find(|event| words(event) == "closes").expect("the event is exported");
    assert_eq!(closes["type"], "COERCE");
    assert_eq!(name_of(&reading, &closes["recipients"][0]), "Leeds City Council");
    // What is typed elsewhere takes nothing away.
    let before = page.readings().await?;
    page.type_after("a fisherman", " there").await?;
    page.read_after(before).await?;
    page.until("it is still there", &told).await
}

pub async fn a_quote_takes_the_words_that_are_selected(page: Page) -> WebDriverResult<()> {
    page.paste_article(TWO_SMITHS).await?;
    edit(&page, "quotes", "We were warned too late").await?;
    page.select("We were warned").await?;
    page.click("#selected .extent").await?;
    page.until(
        "it has other words",
        &format!("{} && !{}", card("quotes", "We were warned"), card("quotes", "too late")),
    )
    .await?;
    page.choose("form", "indirect").await?;
    page.until(
        "its form is another",
        &format!("{}.dataset.form === 'indirect'", card("quotes", "We were warned")),
    )
    .await?;
    assert!(page.painted("quote").await?.contains(&"We were warned".to_string()));
    // Whom the text names as its source, and what reports it.
    page.select("John Smith, a fisherman").await?;
    page.click("#selected .naming").await?;
    let told = |words: &str| {
        format!("{}.querySelector('.told').textContent === '{words}'", card("quotes", "We were warned"))
    };
    page.until(
        "it is named otherwise",
        "document.querySelector('#editor .naming .chip')?.textContent.includes('John Smith, a fisherman')",
    )
    .await?;
    page.click("#editor .naming .chip").await?;
    page.until("only what reports it is left", &told("said")).await?;
    page.click("#editor .cue .chip").await?;
    page.until("nothing is", &told("")).await?;
    page.select("criticised").await?;
    page.click("#selected .cue").await?;
    page.until("another word reports it", &told("criticised")).await?;
    let changes = page.value("document.querySelectorAll('#changes li').length").await?;
    assert_eq!(changes, 4, "the words, the form, the naming and the cue");
    Ok(())
}

pub async fn an_event_takes_a_mode(page: Page) -> WebDriverResult<()> {
    page.paste_article(TWO_SMITHS).await?;
    edit(&page, "events", "closed").await?;
    page.choose("type", "COERCE").await?;
    page.until("it has modes", "document.querySelector('#editor select[name=mode]')").await?;
    page.choose("mode", "curfew").await?;
    let type_told =
        format!("{}?.querySelector('.type').textContent === 'coercion (curfew)'", card("events", "closed"));
    page.until("the card tells it", &type_told).await?;
    page.choose("type", "DISASTER").await?;
    page.until("what PLOVER leaves out has none", "!document.querySelector('#editor select[name=mode]')")
        .await
}

pub async fn cards_are_marked_and_noted(page: Page) -> WebDriverResult<()> {
    page.paste_article(TWO_SMITHS).await?;
    edit(&page, "quotes", "The water is too high").await?;
    page.click("#editor .mark.disputed").await?;
    page.fill("#editor textarea[name=note]", "Ask her again.").await?;
    let on_card = format!(
        "{}?.querySelector('.mark')?.textContent === 'disputed' && {0}.querySelector('.note').textContent === 'Ask her again.'",
        card("quotes", "The water is too high")
    );
    page.until("they stand on the card", &on_card).await?;
    page.click("#close-editor").await?;
    page.value(
        "(() => {
            const choice = document.querySelector('#quotes select.by-mark');
            choice.value = 'Disputed';
            choice.dispatchEvent(new Event('change', {bubbles: true}));
        })()",
    )
    .await?;
    page.until("only it is listed", "document.querySelectorAll('#quotes > ol > li').length === 1").await?;
    assert_eq!(page.texts("#filter .chip").await?, ["Mark: Disputed ×"]);
    page.click("#clear-filter").await?;
    page.until("all are listed", "document.querySelectorAll('#quotes > ol > li').length > 1").await?;
    let reading = page.reading().await?;
    assert_eq!(
        (&reading["remarks"][0]["mark"], &reading["remarks"][0]["note"]),
        (&"disputed".into(), &"Ask her again.".into())
    );
    Ok(())
}

pub async fn lines_are_read_or_not_as_the_person_says(page: Page) -> WebDriverResult<()> {
    page.paste_article(TWO_SMITHS).await?;
    let fisherman = card("quotes", "We were warned too late");
    let before = page.readings().await?;
    page.select("“We were warned too late,” said the fisherman.").await?;
    page.click("#selected .furniture").await?;
    page.read_after(before).await?;
    page.until("it is not read", &format!("!{fisherman}")).await?;
    assert!(page.painted("furniture").await?.concat().contains("We were warned"));
    let before = page.readings().await?;
    page.press_control("z").await?;
    page.read_after(before).await?;
    page.until("it is read again", &fisherman).await
}
