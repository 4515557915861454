//! The map: places are where they should be, and a person can move about and say better.

use thirtyfour::Key;
use thirtyfour::prelude::*;

use crate::common::sample::ARTICLE;
use crate::page::Page;

/// Reads `article` and goes to the map, in its panel.
async fn open_map(page: &Page, article: &str) -> WebDriverResult<()> {
    page.paste_article(article).await?;
    page.turn_to("#places").await?;
    page.until("the map is drawn", "document.querySelector('#places .land')?.getBBox().width > 1000").await
}

/// The marks, as a screen reader tells them.
async fn marks(page: &Page) -> WebDriverResult<Vec<String>> {
    let labels =
        "[...document.querySelectorAll('#places .mark')].map((mark) => mark.getAttribute('aria-label'))";
    Ok(crate::page::strings(&page.value(labels).await?))
}

/// A script's expression for where the mark of `name` is seen.
fn middle_of(name: &str) -> String {
    format!(
        "(() => {{
            const spot = document.querySelector('#places .mark[aria-label^=\"{name}\"] .spot').getBoundingClientRect();
            return {{x: spot.x + spot.width / 2, y: spot.y + spot.height / 2}};
        }})()"
    )
}

/// Whether all marks are seen inside the map.
const ALL_IN_FRAME: &str = "(() => {
        const frame = document.querySelector('#places svg').getBoundingClientRect();
        return [...document.querySelectorAll('#places .spot')].map((spot) => spot.getBoundingClientRect())
            .every((spot) => spot.left >= frame.left && spot.right <= frame.right
                && spot.top >= frame.top && spot.bottom <= frame.bottom);
    })()";

pub async fn places_are_marked_and_lead_to_the_text(page: Page) -> WebDriverResult<()> {
    open_map(&page, ARTICLE).await?;
    let marks = marks(&page).await?;
    for place in ["Nairobi, Kenya: 1 mention", "Mandera, Kenya: 2 mentions, ", "Mogadishu, Somalia: "] {
        assert!(
            marks.iter().any(|mark| mark.to_lowercase().starts_with(&place.to_lowercase())),
            "{place}: {marks:?}"
        );
    }
    assert_eq!(page.value(ALL_IN_FRAME).await?, true);
    assert_eq!(
        page.texts("#places > ol > li .name").await?.len(),
        marks.len(),
        "the list has the same places"
    );
    let (mandera, mogadishu) = (middle_of("Mandera"), middle_of("Mogadishu"));
    let north = page.value(&format!("{mandera}.y < {mogadishu}.y && {mandera}.x < {mogadishu}.x")).await?;
    assert_eq!(north, true, "Mandera is to the north-west of Mogadishu");

    page.press("#places .mark[aria-label^='Mandera']", Key::Enter).await?;
    page.until("its mentions are lit", "CSS.highlights.get('focus-mention')?.size === 2").await?;
    page.click("#places > ol > li .there .show").await?;
    page.until("the event is lit", "CSS.highlights.get('focus-trigger')?.size > 0").await?;
    page.until("its place is lit", "document.querySelector('#places .mark.lit.eventful')").await
}

pub async fn the_map_moves_by_keys_and_by_hand(page: Page) -> WebDriverResult<()> {
    open_map(&page, ARTICLE).await?;
    let at = middle_of("Mandera");
    let frame = page.driver.find(By::Css("#places svg")).await?;
    page.bring(&frame).await?;
    let names = page.texts("#places .names text").await?;
    assert!(names.iter().any(|name| name == "Somalia"), "{names:?}");
    let turn = |control: bool| {
        format!(
            "(() => {{
                const box = document.querySelector('#places svg').getBoundingClientRect();
                const turn = new WheelEvent('wheel', {{deltaY: -300, bubbles: true, cancelable: true, ctrlKey: {control},
                    clientX: box.x + box.width / 2, clientY: box.y + box.height / 2}});
                document.querySelector('#places svg').dispatchEvent(turn);
                return turn.defaultPrevented;
            }})()"
        )
    };
    assert_eq!(page.value(&turn(false)).await?, false, "the wheel turns past the map");
    assert_eq!(page.value(&turn(true)).await?, true, "with a key it is the map's");
    page.click("#places .fit").await?;
    page.until("all is in sight", ALL_IN_FRAME).await?;
    page.bring(&frame).await?;
    let hold = format!(
        "window.before = {at}; window.scale = document.querySelector('#places .land').getBoundingClientRect().width"
    );
    page.driver.execute(&hold, vec![]).await?;
    frame.send_keys(Key::Right).await?;
    page.until(
        "the map moves to the left",
        &format!("{at}.x < before.x - 20 && Math.abs({at}.y - before.y) < 1"),
    )
    .await?;
    frame.send_keys("0").await?;
    page.until("it is back", &format!("Math.abs({at}.x - before.x) < 1")).await?;
    frame.send_keys("+").await?;
    let width = "document.querySelector('#places .land').getBoundingClientRect().width";
    page.until("it is closer", &format!("{width} > scale * 1.4")).await?;
    page.click("#places .fit").await?;
    page.until("all is in sight again", ALL_IN_FRAME).await?;

    page.bring(&frame).await?;
    page.driver.execute(&hold, vec![]).await?;
    let actions = page.driver.action_chain().move_to_element_center(&frame).click_and_hold();
    actions.move_by_offset(30, 20).move_by_offset(30, 20).release().perform().await?;
    page.until(
        "it follows the pointer",
        &format!("Math.abs({at}.x - before.x - 60) < 2 && Math.abs({at}.y - before.y - 40) < 2"),
    )
    .await?;
    assert_eq!(page.value(&turn(false)).await?, true, "the map has been clicked");
    page.until("the wheel takes it closer", &format!("{width} > scale * 1.4")).await
}

pub async fn two_fingers_take_the_map_closer(page: Page) -> WebDriverResult<()> {
    open_map(&page, ARTICLE).await?;
    let width = "document.querySelector('#places .land').getBoundingClientRect().width";
    page.driver.execute(format!("window.scale = {width}"), vec![]).await?;
    // As browsers tell of two fingers that part.
    let pinch = "const map = document.querySelector('#places svg');
        const box = map.getBoundingClientRect();
        const finger = (type, id, x) => map.dispatchEvent(new PointerEvent(type, {
            pointerId: id, pointerType: 'touch', bubbles: true, buttons: 1,
            clientX: box.x + box.width / 2 + x, clientY: box.y + box.height / 2,
        }));
        finger('pointerdown', 101, -20);
        finger('pointerdown', 102, 20);
        finger('pointermove', 101, -60);
        finger('pointermove', 102, 60);
        finger('pointerup', 101, -60);
        finger('pointerup', 102, 60);";
    page.driver.execute(pinch, vec![]).await?;
    page.until("it is closer", &format!("{width} > scale * 2")).await
}

/// Two lines without a country that could tell which Tripoli they mean.
const UNTOLD: &str = "\
Storm delays flights

TRIPOLI: Two flights to Tripoli were delayed by a storm on Tuesday, the airport said.

“We ask everybody to be patient,” said Samir Aziz, who speaks for the airport in Tripoli.
";

pub async fn a_place_that_was_put_elsewhere_stays_there(page: Page) -> WebDriverResult<()> {
    open_map(&page, UNTOLD).await?;
    let first = marks(&page).await?.remove(0);
    let select = page.driver.find(By::Css("#places li select.change-place")).await?;
    page.bring(&select).await?;
    select.focus().await?;
    page.until("its candidates are offered", "document.querySelector('#places select').options.length > 1")
        .await?;
    let other = page.value("document.querySelector('#places select').options[1].text").await?;
    let other = other.as_str().expect("a candidate has a name").to_string();
    let country = other.split(" (").next().and_then(|name| name.rsplit(", ").next()).expect("a country");
    // As people choose with the keyboard.
    select.send_keys(Key::Down).await?;
    for _ in 0..2 {
        let moved = format!(
            "document.querySelector('#places .mark').getAttribute('aria-label').includes({country:?})"
        );
        page.until("the mark is there", &moved).await?;
        let now = marks(&page).await?.remove(0);
        assert!(now != first && !now.contains("unsure"), "{first} became {now}");
        let reading = page.reading().await?;
        let change = &reading["corrections"][0];
        assert_eq!(change["action"], "place");
        let entities = reading["entities"].as_array().expect("entities");
        let entity = entities.iter().find(|entity| entity["id"] == change["id"]).expect("an entity");
        assert_eq!(entity["place"]["lat"], change["to"]["lat"]);
        let before = page.readings().await?;
        page.type_after("Storm delays flights", " again").await?;
        page.read_after(before).await?;
    }
    Ok(())
}
