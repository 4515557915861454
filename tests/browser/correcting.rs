//! Correcting: what a person says is wrong stays so while the text around it stands.

use serde_json::Value;
use thirtyfour::Key;
use thirtyfour::prelude::*;

use crate::common::sample::{ARTICLE, QUOTES};
use crate::page::{Page, strings};

/// The place in the list of quotes of the one with `content`.
async fn quote_at(page: &Page, content: &str) -> WebDriverResult<Option<usize>> {
    let contents = page.texts("#quotes li[data-id] .content").await?;
    Ok(contents.iter().position(|shown| shown.contains(content)))
}

/// A script's expression for the card of the quote with `content`.
fn card_of(content: &str) -> String {
    format!(
        "[...document.querySelectorAll('#quotes li[data-id]')].find((card) => card.textContent.includes({content:?}))"
    )
}

/// Types in a paragraph of its own, far from the quotes, and waits for the reading.
async fn edit_elsewhere(page: &Page) -> WebDriverResult<()> {
    let before = page.readings().await?;
    page.type_after("Kenya closes border post", " again").await?;
    page.read_after(before).await
}

/// The contents of the quotes that the page gives away.
async fn exported(page: &Page) -> WebDriverResult<Vec<String>> {
    let reading = page.reading().await?;
    let text: Vec<char> = page.article().await?.chars().collect();
    let content = |quote: &Value| {
        let at = |end: &str| quote["content"][end].as_u64().expect("an offset") as usize;
        text[at("start")..at("end")].iter().collect::<String>()
    };
    Ok(reading["quotes"].as_array().expect("a list of quotes").iter().map(content).collect())
}

pub async fn a_dismissed_quote_stays_away(page: Page) -> WebDriverResult<()> {
    page.paste_article(ARTICLE).await?;
    let (content, _) = QUOTES[0];
    let at = quote_at(&page, content).await?.expect("the quote is in the list");
    let painted = page.painted("quote").await?;
    assert!(exported(&page).await?.contains(&content.to_string()));
    let quotes = page.driver.find_all(By::Css("#quotes li[data-id]")).await?;
    page.click_in(&quotes[at], "button.dismiss").await?;
    page.until("it is dismissed", "document.querySelector('#changes button.revert')").await?;
    for _ in 0..2 {
        assert_eq!(quote_at(&page, content).await?, None);
        assert_eq!(page.painted("quote").await?.len(), painted.len() - 1);
        assert!(!exported(&page).await?.contains(&content.to_string()));
        edit_elsewhere(&page).await?;
    }
    let script = "document.querySelector('#changes').closest('details')?.setAttribute('open', '')";
    page.driver.execute(script, vec![]).await?;
    page.click("#changes button.revert").await?;
    page.until("it is back", &format!("CSS.highlights.get('quote').size === {}", painted.len())).await?;
    assert!(quote_at(&page, content).await?.is_some());
    Ok(())
}

pub async fn a_dismissed_event_stays_away(page: Page) -> WebDriverResult<()> {
    page.paste_article(ARTICLE).await?;
    let before = page.painted("event").await?;
    page.click("#events li[data-id] button.dismiss").await?;
    page.until("it is dismissed", "document.querySelector('#changes button.revert')").await?;
    let left = page.painted("event").await?;
    assert_eq!(left.len(), before.len() - 1);
    let gone = before.iter().find(|words| !left.contains(words)).expect("its words are gone").clone();
    edit_elsewhere(&page).await?;
    let painted = page.painted("event").await?;
    assert!(!painted.contains(&gone), "{gone} among {painted:?}");
    let events = page.reading().await?["events"].as_array().map(Vec::len);
    assert_eq!(events, Some(painted.len()));
    Ok(())
}

pub async fn a_changed_speaker_stays(page: Page) -> WebDriverResult<()> {
    page.paste_article(ARTICLE).await?;
    let (content, _) = QUOTES[0];
    let at = quote_at(&page, content).await?.expect("the quote is in the list");
    let quotes = page.driver.find_all(By::Css("#quotes li[data-id]")).await?;
    let select = quotes[at].find(By::Css("select.change-speaker")).await?;
    select.focus().await?;
    // By its first letters, as people choose with the keyboard.
    select.send_keys("Hassan").await?;
    page.until(
        "the speaker changes",
        &format!("{}?.querySelector('.speaker').innerText.includes('Hassan Farah')", card_of(content)),
    )
    .await?;
    page.whole_lists().await?;
    for _ in 0..2 {
        let at = quote_at(&page, content).await?.expect("the quote is in the list");
        let speakers = page.texts("#quotes li[data-id] .speaker").await?;
        assert!(speakers[at].contains("Hassan Farah"), "{}", speakers[at]);
        let reading = page.reading().await?;
        let id = page.value(&format!("Number({}.dataset.id)", card_of(content))).await?;
        let quotes = reading["quotes"].as_array().expect("quotes");
        let quote = quotes.iter().find(|quote| quote["id"] == id).expect("the card is of a quote");
        let speaker = &quote["speaker"];
        let entities = reading["entities"].as_array().expect("entities");
        let entity =
            entities.iter().find(|entity| &entity["id"] == speaker).expect("the speaker is an entity");
        assert_eq!(entity["name"], "Hassan Farah");
        edit_elsewhere(&page).await?;
    }
    Ok(())
}

pub async fn speakers_are_chosen_among_all_names(page: Page) -> WebDriverResult<()> {
    page.paste_article(ARTICLE).await?;
    let (content, speaker) = QUOTES[0];
    for place in ["Lima", "Quito"] {
        let before = page.readings().await?;
        page.type_after("Kenya closes border post", format!(" near {place}")).await?;
        page.read_after(before).await?;
        let at = quote_at(&page, content).await?.expect("the quote is in the list");
        let choice = format!("document.querySelectorAll('#quotes select.change-speaker')[{at}]");
        assert_eq!(page.value(&format!("{choice}.selectedOptions[0].text")).await?, speaker);
        // With the pointer: the choice is complete before the browser opens it.
        let watch = format!(
            "{choice}.addEventListener('mousedown', ({{target}}) => {{
                document.body.dataset.offered = [...target.options].map((option) => option.text).join();
            }}, {{once: true}});"
        );
        page.driver.execute(watch, vec![]).await?;
        let select = page.driver.find_all(By::Css("#quotes select.change-speaker")).await?.swap_remove(at);
        page.bring(&select).await?;
        page.driver.action_chain().move_to_element_center(&select).click().perform().await?;
        let offered = page.value("document.body.dataset.offered.split(',')").await?;
        page.driver.action_chain().send_keys(Key::Escape).perform().await?;
        for name in [speaker, "Hassan Farah", "United Nations", "nobody named"] {
            assert!(strings(&offered).contains(&name.to_string()), "{name} is not among {offered}");
        }
        assert!(!strings(&offered).contains(&place.to_string()), "a place says nothing: {offered}");
        assert_eq!(strings(&offered)[1], speaker, "the nearest comes first");
        assert_eq!(page.value(&format!("{choice}.selectedOptions[0].text")).await?, speaker);
    }
    Ok(())
}

/// A quote in a paragraph of its own, of which no words say who said it.
const UNSAID: &str = "\
Ferries stay in port

“We will not sail in this weather,” said Ola Brandt, the harbour master of Bergen. Lisa Holm, the mayor, asked for patience.

“Nothing like this has been seen here in fifty years.”

The storm is expected to end on Friday.
";

pub async fn an_unsure_speaker_is_set_at_once(page: Page) -> WebDriverResult<()> {
    page.paste_article(UNSAID).await?;
    let card = card_of("fifty years");
    page.until("it says that it is unsure", &format!("{card}.querySelector('.unsure')")).await?;
    let other = format!(
        "[...{card}.querySelectorAll('button.other')].find((other) => other.textContent === 'Ola Brandt')"
    );
    page.until("another is offered", &other).await?;
    page.value(&format!("{other}.click()")).await?;
    let set = format!(
        "{card}?.querySelector('.speaker').textContent === 'Ola Brandt' && !{card}.querySelector('.unsure')"
    );
    page.until("the other is the speaker", &set).await?;
    assert_eq!(page.reading().await?["corrections"][0]["action"], "speaker");
    Ok(())
}

pub async fn the_focus_stays_in_the_list(page: Page) -> WebDriverResult<()> {
    page.paste_article(ARTICLE).await?;
    let second = "document.querySelectorAll('#events > ol > li')[1].querySelector('.show').textContent";
    let next = page.value(second).await?;
    page.click("#events li[data-id] button.dismiss").await?;
    page.until("the next has the focus", &format!("document.activeElement.textContent === {next}")).await?;
    assert!(page.status().await?.starts_with("Dismissed"));
    page.click("#quotes li[data-id] button.dismiss").await?;
    page.until("a quote has the focus", "document.activeElement.closest('#quotes > ol > li')").await?;
    page.click("#changes summary").await?;
    page.click("#changes button.revert").await?;
    page.until("the other has it", "document.activeElement.matches('#changes button.revert')").await?;
    page.click("#changes button.revert").await?;
    page.until("a heading has it", "document.activeElement.matches('[role=tab]')").await
}
