//! The panels: events and quotes are narrowed down and put in order, and dates and ties lead to the events.

use thirtyfour::Key;
use thirtyfour::prelude::*;

use crate::common::sample::{ARTICLE, QUOTES, long_article};
use crate::page::{Page, strings};

/// Chooses `value` in the choice `css`, as a person does who turns to it first.
pub async fn choose(page: &Page, css: &str, value: &str) -> WebDriverResult<()> {
    page.turn_to(css).await?;
    page.driver.find(By::Css(css)).await?.focus().await?;
    page.until("it is offered", &format!("document.querySelector('{css} option[value=\"{value}\"]')"))
        .await?;
    let script = "const choice = document.querySelector(arguments[0]);
        choice.value = arguments[1];
        choice.dispatchEvent(new Event('change', {bubbles: true}));";
    page.driver.execute(script, vec![css.into(), value.into()]).await?;
    page.whole_lists().await
}

pub async fn events_tell_whose_word_they_rest_on(page: Page) -> WebDriverResult<()> {
    page.paste_article(ARTICLE).await?;
    let events = page.texts("#events li[data-id] .show").await?;
    assert!(events.iter().any(|event| event.contains("attacked")), "{events:?}");
    let claims = page.texts("#events li[data-id] .claim").await?;
    assert!(claims.iter().any(|claim| claim == "according to the interior ministry"), "{claims:?}");
    let types = page.texts("#events li[data-id] .type").await?;
    assert!(types.iter().any(|kind| kind.starts_with("assault")), "{types:?}");
    // Why: the words that say so light up, and stay lit while the text is read.
    let script = "const events = [...document.querySelectorAll('#events li[data-id]')];
        events.find((event) => event.textContent.includes('attacked')).querySelector('.show').focus();";
    page.driver.execute(script, vec![]).await?;
    page.until("it lights up", "CSS.highlights.get('focus-trigger')?.size").await?;
    assert!(page.painted("focus-trigger").await?.contains(&"attacked".to_string()));
    assert_eq!(page.painted("focus-source").await?, ["interior ministry"]);
    assert_eq!(page.painted("focus-cue").await?, ["said"]);
    let text = page.driver.find(By::Css(".sheet")).await?;
    page.driver.action_chain().move_to_element_center(&text).perform().await?;
    let heading = page.driver.find(By::Css("h1")).await?;
    page.driver.action_chain().move_to_element_center(&heading).perform().await?;
    page.until("it is lit again", "CSS.highlights.get('focus-cue')?.size === 1").await
}

pub async fn events_are_narrowed_down(page: Page) -> WebDriverResult<()> {
    page.paste_article(&long_article(300)).await?;
    let all = page.texts("#events li[data-id]").await?.len();
    choose(&page, "#events .by-type", "assault").await?;
    let types = page.texts("#events li[data-id] .type").await?;
    assert!(!types.is_empty() && types.len() < all, "{types:?}");
    assert!(types.iter().all(|kind| kind.starts_with("assault")), "{types:?}");
    // Only those sources are offered that tell of an assault.
    page.driver.find(By::Css("#events .by-source")).await?.focus().await?;
    page.until("sources are offered", "document.querySelector('#events .by-source').options.length > 1")
        .await?;
    let source = page.value("document.querySelector('#events .by-source').options[1].value").await?;
    let source = source.as_str().expect("a source has a name").to_string();
    choose(&page, "#events .by-source", &source).await?;
    let sources = page.texts("#events li[data-id] .source").await?;
    assert!(!sources.is_empty() && sources.len() <= types.len());
    assert!(sources.iter().all(|told| told.contains(&source)), "{sources:?}");
    page.click("#clear-filter").await?;
    page.whole_lists().await?;
    assert_eq!(page.texts("#events li[data-id]").await?.len(), all);
    Ok(())
}

pub async fn dated_events_stand_on_a_timeline(page: Page) -> WebDriverResult<()> {
    page.paste_article(ARTICLE).await?;
    let days = page.texts("#timeline .day").await?;
    let at = |day: &str| days.iter().position(|shown| shown == day);
    let (tuesday, wednesday) = (at("5 March 2024"), at("6 March 2024"));
    assert!(tuesday.is_some() && tuesday < wednesday, "{days:?}");
    choose(&page, "#events .order", "time").await?;
    let whens = page.texts("#events li[data-id] .when").await?;
    assert_eq!(whens.first().map(String::as_str), Some("5 March 2024"));
    page.press("#timeline li[data-id] .show", Key::Enter).await?;
    page.until("its words are lit", "CSS.highlights.get('focus-trigger')?.size").await
}

pub async fn quotes_stand_by_speaker_or_in_another_order(page: Page) -> WebDriverResult<()> {
    page.paste_article(&long_article(600)).await?;
    let groups = page.texts("#quotes h3").await?;
    let speakers = page.texts("#quotes li[data-id] .speaker").await?;
    let mut apart = speakers.clone();
    apart.dedup();
    assert_eq!(apart.len(), groups.len(), "each speaker has one group");
    choose(&page, "#quotes .order", "longest").await?;
    let lengths: Vec<usize> =
        page.texts("#quotes li[data-id] .content").await?.iter().map(|words| words.chars().count()).collect();
    assert!(lengths.is_sorted_by(|one, other| one >= other), "{lengths:?}");
    choose(&page, "#quotes .by-form", "direct").await?;
    let forms = "[...document.querySelectorAll('#quotes li[data-id]')].map((card) => card.dataset.form)";
    let forms = strings(&page.value(forms).await?);
    assert!(!forms.is_empty() && forms.len() < speakers.len());
    assert!(forms.iter().all(|form| form == "direct"), "{forms:?}");
    Ok(())
}

pub async fn quotes_are_searched(page: Page) -> WebDriverResult<()> {
    page.paste_article(ARTICLE).await?;
    let all = page.texts("#quotes li[data-id]").await?;
    page.press("#search-quotes", "ENEMIES").await?;
    page.until("one is left", "document.querySelectorAll('#quotes li[data-id]').length === 1").await?;
    let told = page.texts("#quotes li[data-id] .attribution").await?;
    assert!(told[0].contains(QUOTES[1].1) && told[0].contains("told"), "{told:?}");
    page.press("#search-quotes", Key::Control + "a").await?;
    page.press("#search-quotes", Key::Delete).await?;
    page.until(
        "all are back",
        &format!("document.querySelectorAll('#quotes li[data-id]').length === {}", all.len()),
    )
    .await
}

pub async fn who_acts_on_whom_is_drawn_and_listed(page: Page) -> WebDriverResult<()> {
    page.paste_article(ARTICLE).await?;
    page.turn_to("#network").await?;
    page.until("it is drawn", "document.querySelectorAll('#network .tie').length").await?;
    let ties = page.texts("#network > ol > li").await?;
    assert!(ties.iter().any(|tie| tie.contains("gunmen") && tie.contains("police")), "{ties:?}");
    let drawn = page.value("document.querySelectorAll('#network .tie').length").await?;
    assert_eq!(drawn, ties.len());
    page.driver.find(By::Css("#network .node")).await?.focus().await?;
    page.until("its lines light up", "document.querySelector('#network .tie.lit')").await?;
    page.press("#network > ol > li > .show", Key::Enter).await?;
    page.until("its words are lit", "CSS.highlights.get('focus-trigger')?.size").await?;
    page.until("its line is lit", "document.querySelectorAll('#network .tie.lit').length === 1").await
}

pub async fn what_is_less_sure_is_folded_away(page: Page) -> WebDriverResult<()> {
    page.click("#sample").await?;
    page.read_after(0).await?;
    const FOLDED: &str = "[...document.querySelectorAll('#events .doubtful')].filter((card) => !card.checkVisibility()).length";
    let folded = page.value(FOLDED).await?.as_u64().expect("a number");
    assert!(folded > 0, "the sample has none");
    let fold = page.value("document.querySelector('#events .fold').textContent").await?;
    assert_eq!(fold, format!("Less sure: {folded}"));
    page.value("document.querySelector('#events .fold').click()").await?;
    page.until("they are shown", &format!("{FOLDED} === 0")).await?;
    page.value("document.querySelector('#events .fold').click()").await?;
    page.until("they are folded", &format!("{FOLDED} === {folded}")).await?;
    // In the order of doubt they come first.
    choose(&page, "#events .order", "doubt").await?;
    page.until("the least sure is first", "document.querySelector('#events > ol > li').matches('.doubtful')")
        .await?;
    assert_eq!(page.value(FOLDED).await?, 0);
    Ok(())
}
