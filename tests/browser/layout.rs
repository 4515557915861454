//! What the page looks like elsewhere than on a desk: in a phone's width, on paper, and to who has no pointer.

use serde_json::json;
use thirtyfour::Key;
use thirtyfour::common::print::PrintParameters;
use thirtyfour::prelude::*;

use crate::common::sample::{ARTICLE, long_article};
use crate::page::{Page, strings};

/// What sticks out of the window to the right, and is not scrolled in a box of its own.
const TOO_WIDE: &str = "[...document.querySelectorAll('body *:not(.tabs *, .unseen, h2, svg *)')]
    .filter((found) => found.checkVisibility() && found.getBoundingClientRect().right > innerWidth + 0.5)
    .map((found) => `${found.tagName}#${found.id}.${found.className}: ${found.getBoundingClientRect().right}`)";

/// Whether nothing covers what `css` finds, and it is in sight.
fn in_sight(css: &str) -> String {
    format!(
        "(() => {{
            const found = document.querySelector('{css}');
            const box = found.getBoundingClientRect();
            return box.top >= 0 && box.bottom <= innerHeight
                && found.contains(document.elementFromPoint(box.left + 2, box.top + box.height / 2));
        }})()"
    )
}

pub async fn a_phone_has_all_within_reach(page: Page) -> WebDriverResult<()> {
    page.resize(320, 640).await?;
    page.paste_article(ARTICLE).await?;
    assert_eq!(page.value("document.documentElement.scrollWidth <= innerWidth").await?, true);
    assert_eq!(strings(&page.value(TOO_WIDE).await?), Vec::<String>::new());
    for place in ["0", "document.body.scrollHeight / 2", "document.body.scrollHeight"] {
        page.driver.execute(format!("scrollTo({{top: {place}, behavior: 'instant'}})"), vec![]).await?;
        page.until("the status is in sight", &in_sight("#status")).await?;
        page.until("the tabs are", &in_sight("#tab-events")).await?;
    }
    // A panel lies over the text until it is lowered.
    page.driver.find(By::Css("#tab-quotes")).await?.click().await?;
    page.until("the quotes are in sight", &in_sight("#quotes .card")).await?;
    assert_eq!(strings(&page.value(TOO_WIDE).await?), Vec::<String>::new());
    page.driver.find(By::Css("#lower")).await?.click().await?;
    page.until("they are out of the way", "!document.querySelector('.panels').checkVisibility()").await?;
    page.until("the tab has the focus", "document.activeElement?.id === 'tab-quotes'").await
}

pub async fn selected_words_are_tapped_on_on_a_phone(page: Page) -> WebDriverResult<()> {
    let device = json!({"width": 375, "height": 720, "deviceScaleFactor": 2, "mobile": true});
    page.devtools("Emulation.setDeviceMetricsOverride", device).await?;
    page.devtools("Emulation.setTouchEmulationEnabled", json!({"enabled": true, "maxTouchPoints": 5}))
        .await?;
    page.paste_article(ARTICLE).await?;
    page.select("Kamau").await?;
    page.until("all of the bar is in sight, and below the words", "(() => {
        const bar = document.querySelector('#selected').getBoundingClientRect();
        const words = getSelection().getRangeAt(0).getBoundingClientRect();
        return bar.left >= 0 && bar.right <= innerWidth && bar.bottom <= innerHeight && bar.top >= words.bottom;
    })()").await?;
    page.tap("#selected .event").await?;
    page.until(
        "it is an event, and its fields are open",
        "document.querySelector('#editor-title').textContent === 'Edit the event'",
    )
    .await
}

pub async fn paper_has_the_whole_text_and_the_drawings(page: Page) -> WebDriverResult<()> {
    page.paste_article(&long_article(900)).await?;
    page.click("#quotes li[data-id] .edit").await?;
    page.click("#editor .mark.checked").await?;
    page.fill("#editor textarea[name=note]", "Heard on the tape.").await?;
    page.until(
        "it is noted",
        "document.querySelector('#quotes .note')?.textContent === 'Heard on the tape.'",
    )
    .await?;
    page.click("#close-editor").await?;
    assert_eq!(
        page.value("document.querySelector('#places .land, #network .node')").await?,
        serde_json::Value::Null
    );
    let pages = page.driver.print_page(PrintParameters::default()).await?;
    std::fs::write(page.downloads.join("printed.pdf"), &pages).expect("the file can be written");
    page.until("the map was drawn for it", "document.querySelector('#places .land')").await?;
    page.until("the network was", "document.querySelector('#network .node')").await?;
    // How it stands there, shown on the screen.
    let rules = "[...document.styleSheets].flatMap((sheet) => [...sheet.cssRules])
        .filter((rule) => rule.media?.mediaText === 'print').map((rule) => rule.media.mediaText = 'screen').length";
    assert_eq!(page.value(rules).await?, 1);
    let article = "document.querySelector('#reading')";
    page.until("the text has no end", &format!("{article}.scrollHeight <= {article}.clientHeight + 1"))
        .await?;
    assert_eq!(page.value(&format!("getComputedStyle({article}).borderTopWidth")).await?, "0px");
    let after = format!(
        "document.querySelector('#events h2').getBoundingClientRect().top >= {article}.getBoundingClientRect().bottom"
    );
    assert_eq!(page.value(&after).await?, true, "the lists come after the text");
    assert_eq!(page.texts(".tabs, .tools, .controls, .zoom, #status").await?, Vec::<String>::new());
    assert_eq!(page.texts("#quotes .mark, #quotes .note").await?, ["checked", "Heard on the tape."]);
    Ok(())
}

/// Where the Tab key stops.
const STOPS: &str = "[...document.querySelectorAll('a[href], button, input, select, summary, [tabindex]')]
    .filter((stop) => stop.tabIndex >= 0 && !stop.disabled && stop.checkVisibility({visibilityProperty: true}))";

pub async fn the_keys_go_from_card_to_card(page: Page) -> WebDriverResult<()> {
    page.paste_article(&long_article(600)).await?;
    page.turn_to("#places").await?;
    page.until("the map is drawn", "document.querySelector('#places .mark')").await?;
    page.turn_to("#network").await?;
    page.until("the network is drawn", "document.querySelector('#network .node')").await?;
    let inside = "document.documentElement.scrollHeight <= innerHeight";
    assert_eq!(page.value(inside).await?, true, "the panel scrolls, and not the page");
    let stops = page.value(&format!("{STOPS}.length")).await?.as_u64().expect("a number");
    assert!(stops < 45, "{stops} stops of the Tab key");
    assert_eq!(
        page.value(&format!("{STOPS}[0].className")).await?,
        "skip",
        "the first stop leads past the rest"
    );
    for skip in ["#text", "#findings"] {
        let way = format!("a.skip[href='{skip}']");
        page.driver.execute(format!("document.querySelector(\"{way}\").focus();"), vec![]).await?;
        page.until("it can be seen", "document.activeElement.getBoundingClientRect().width > 20").await?;
        page.press(&way, Key::Enter).await?;
        page.until("it leads there", &format!("document.activeElement?.closest('{skip}')")).await?;
    }
    let at = |css: &str, nth: &str| {
        format!(
            "(() => {{
                const items = [...document.querySelectorAll('{css}')];
                return items.at({nth})?.contains(document.activeElement);
            }})()"
        )
    };
    for (list, css) in [
        ("#events", "#events > ol > li"),
        ("#quotes", "#quotes > ol > li"),
        ("#places", "#places .mark"),
        ("#network", "#network .node"),
    ] {
        page.turn_to(list).await?;
        let in_way = format!(
            "[...document.querySelectorAll('{css}')].filter((item) => {STOPS}.some((stop) => item.contains(stop))).length"
        );
        assert_eq!(page.value(&in_way).await?, 1, "cards of {list} in the way");
        page.driver.execute(format!("{STOPS}.find((stop) => [...document.querySelectorAll('{css}')].some((item) => item.contains(stop))).focus()"), vec![]).await?;
        page.until(&format!("the first of {list} has the focus"), &at(css, "0")).await?;
        for (key, nth) in [(Key::Down, "1"), (Key::Up, "0"), (Key::End, "-1"), (Key::Home, "0")] {
            page.driver.active_element().await?.send_keys(key.clone()).await?;
            page.until(&format!("{key:?} leads to {nth} of {list}"), &at(css, nth)).await?;
        }
    }
    Ok(())
}
