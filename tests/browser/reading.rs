//! Reading: what a person sees of an article.

use thirtyfour::prelude::*;

use crate::common::sample::{ARTICLE, QUOTES, long_article};
use crate::page::Page;

pub async fn a_pasted_article_is_marked_up(page: Page) -> WebDriverResult<()> {
    assert_eq!(page.value("document.body.dataset.state").await?, "empty");
    page.paste_article(ARTICLE).await?;
    let actors = page.painted("actor").await?;
    for name in ["Kenya", "Joseph Kamau", "Kamau", "Al-Shabaab", "United Nations", "Hassan Farah", "Farah"] {
        assert!(actors.iter().any(|words| words == name), "{name} is no actor of {actors:?}");
    }
    let places = page.painted("place").await?;
    for name in ["NAIROBI", "Mandera", "Mogadishu"] {
        assert!(places.iter().any(|words| words == name), "{name} is no place of {places:?}");
    }
    let quoted = page.painted("quote").await?;
    let contents = page.texts("#quotes li[data-id] .content").await?;
    let speakers = page.texts("#quotes li[data-id] .speaker").await?;
    for (content, speaker) in QUOTES {
        assert!(quoted.iter().any(|words| words == content), "{content} is not among {quoted:?}");
        let at =
            contents.iter().position(|shown| shown.contains(content)).expect("each quote is in the list");
        assert!(speakers[at].contains(speaker), "{content} is said by {}", speakers[at]);
    }
    let events = page.texts("#events li[data-id]").await?;
    assert!(events.iter().any(|event| event.contains("attacked")), "nobody attacked in {events:?}");
    assert_eq!(page.painted("event").await?.len(), events.len());
    assert_eq!(page.value("document.querySelector('#published').value").await?, "2024-03-07");
    let everything = [actors, places, quoted, events].concat().join("\n");
    for furniture in ["Subscribe", "newsletter", "recipes", "Read more"] {
        assert!(!everything.contains(furniture), "{furniture} is read as article");
    }
    Ok(())
}

pub async fn a_long_text_is_shown_as_it_is_read(page: Page) -> WebDriverResult<()> {
    let watch = "window.seen = []; new MutationObserver(() => {
            if (document.body.dataset.state === 'reading') window.seen.push([
                document.querySelectorAll('#events li[data-id]').length,
                CSS.highlights.get('actor')?.size ?? 0,
                document.querySelector('#download-json').disabled]);
        }).observe(document.querySelector('#events'), {childList: true, subtree: true}); return true";
    page.driver.execute(watch, Vec::new()).await?;
    page.paste_long(&long_article(5_000)).await?;
    let shown = "seen.some(([cards, actors, waits]) => cards > 0 && actors > 0 && waits)";
    assert_eq!(page.value(shown).await?, true, "nothing of it is shown before all is read");
    assert_eq!(page.value("document.querySelector('#download-json').disabled").await?, false);
    Ok(())
}

pub async fn layers_switch_on_and_off(page: Page) -> WebDriverResult<()> {
    page.paste_article(ARTICLE).await?;
    for (layer, highlight) in
        [("actors", "actor"), ("places", "place"), ("quotes", "quote"), ("events", "event")]
    {
        let switch = format!("#layer-{layer}");
        let before = page.painted(highlight).await?;
        assert!(!before.is_empty(), "no {layer}");
        page.click(&switch).await?;
        page.until("the layer is off", &format!("!(CSS.highlights.get('{highlight}')?.size > 0)")).await?;
        page.click(&switch).await?;
        page.until("the layer is on", &format!("CSS.highlights.get('{highlight}')?.size > 0")).await?;
        assert_eq!(page.painted(highlight).await?, before);
    }
    Ok(())
}

pub async fn pointing_at_a_quote_lights_it_up(page: Page) -> WebDriverResult<()> {
    page.paste_article(ARTICLE).await?;
    assert_eq!(page.lit().await?, Vec::<String>::new());
    let (content, _) = QUOTES[0];
    let quotes = page.driver.find_all(By::Css("#quotes li[data-id]")).await?;
    let contents = page.texts("#quotes li[data-id] .content").await?;
    let at = contents.iter().position(|shown| shown.contains(content)).expect("the quote is in the list");
    page.bring(&quotes[at]).await?;
    page.driver.action_chain().move_to_element_center(&quotes[at]).perform().await?;
    page.until("it lights up", "[...CSS.highlights.keys()].some((name) => name.startsWith('focus') && CSS.highlights.get(name).size)").await?;
    let lit = page.lit().await?;
    assert!(lit.iter().any(|words| words == content), "{lit:?}");
    assert!(lit.iter().any(|words| words.contains("Joseph Kamau")), "{lit:?}");
    let heading = page.driver.find(By::Css("h1")).await?;
    page.driver.action_chain().move_to_element_center(&heading).perform().await?;
    page.until("it goes out", "![...CSS.highlights.keys()].some((name) => name.startsWith('focus') && CSS.highlights.get(name).size)").await?;
    // By the keyboard as well.
    page.turn_to("#events").await?;
    let script = "const event = document.querySelector('#events li[data-id]');
        (event.matches('[tabindex]') ? event : event.querySelector('button, a, [tabindex]')).focus();";
    page.driver.execute(script, vec![]).await?;
    page.until("it lights up", "[...CSS.highlights.keys()].some((name) => name.startsWith('focus') && CSS.highlights.get(name).size)").await
}

pub async fn clicking_scrolls_to_the_words(page: Page) -> WebDriverResult<()> {
    page.paste_article(&long_article(900)).await?;
    let events = page.driver.find_all(By::Css("#events li[data-id]")).await?;
    let last = events.last().expect("a long article has events");
    page.bring(last).await?;
    let what = last.find(By::Css(".trigger")).await?;
    let word = what.text().await?;
    what.click().await?;
    page.until(
        "the trigger can be seen",
        "[...(CSS.highlights.get('focus-trigger') ?? [])].some((range) => {
            const whole = document.createRange();
            whole.setStart(range.startContainer, range.startOffset);
            whole.setEnd(range.endContainer, range.endOffset);
            const box = whole.getBoundingClientRect();
            return box.height > 0 && box.top >= 0 && box.bottom <= innerHeight;
        })",
    )
    .await?;
    assert!(!word.is_empty(), "an event says what");
    Ok(())
}

pub async fn an_actor_filters_the_lists(page: Page) -> WebDriverResult<()> {
    page.paste_article(ARTICLE).await?;
    let (all_quotes, all_events) =
        (page.texts("#quotes li[data-id]").await?, page.texts("#events li[data-id]").await?);
    let actors = page.driver.find_all(By::Css("#actors li[data-id]")).await?;
    let names = page.texts("#actors li[data-id] .name").await?;
    let at = names.iter().position(|name| name == "Hassan Farah").expect("Hassan Farah is in the list");
    page.click_in(&actors[at], ".choose").await?;
    page.until("the filter is on", "document.querySelector('#filter')?.checkVisibility()").await?;
    assert!(page.texts("#filter").await?[0].contains("Hassan Farah"));
    let quotes = page.texts("#quotes li[data-id]").await?;
    assert!(!quotes.is_empty() && quotes.len() < all_quotes.len(), "{quotes:?}");
    for speaker in page.texts("#quotes li[data-id] .speaker").await? {
        assert!(speaker.contains("Hassan Farah"), "{speaker}");
    }
    assert!(page.texts("#events li[data-id]").await?.len() < all_events.len());
    page.click("#clear-filter").await?;
    page.until("the filter is off", "!document.querySelector('#filter')?.checkVisibility()").await?;
    page.whole_lists().await?;
    assert_eq!(page.texts("#quotes li[data-id]").await?, all_quotes);
    assert_eq!(page.texts("#events li[data-id]").await?, all_events);
    Ok(())
}

pub async fn search_finds_words(page: Page) -> WebDriverResult<()> {
    page.paste_article(ARTICLE).await?;
    page.press("#search", "mandera").await?;
    page.until("the words are found", "CSS.highlights.get('search')?.size === 2").await?;
    assert_eq!(page.painted("search").await?, ["Mandera", "Mandera"]);
    assert!(page.texts("#search-count").await?[0].contains('2'));
    let count = page.texts("#search-count").await?;
    page.click("#search-next").await?;
    page.until(
        "it goes on",
        &format!("document.querySelector('#search-count').innerText.trim() !== {:?}", count[0]),
    )
    .await?;
    page.click("#search-previous").await?;
    page.press("#search", "x").await?;
    page.until("nothing is found", "!(CSS.highlights.get('search')?.size > 0)").await
}

pub async fn the_sample_is_read(page: Page) -> WebDriverResult<()> {
    page.click("#sample").await?;
    page.read_after(0).await?;
    for highlight in ["actor", "place", "quote", "event"] {
        assert!(page.painted(highlight).await?.len() > 1, "the sample has too little of {highlight}");
    }
    assert_ne!(page.value("document.querySelector('#published').value").await?, "");
    Ok(())
}

pub async fn the_article_is_set_for_reading(page: Page) -> WebDriverResult<()> {
    page.paste_article(ARTICLE).await?;
    assert_eq!(page.texts("#reading .headline").await?, ["Kenya closes border post after ambush"]);
    assert_eq!(page.texts("#reading .byline").await?, ["By Amina Otieno"]);
    assert!(page.texts("#reading .paragraph").await?[0].starts_with("NAIROBI: Kenya has closed"));
    assert_eq!(page.value("document.activeElement.id").await?, "reading", "the focus has come along");
    // What was not read lies behind a line that opens it.
    assert_eq!(page.texts("#reading .furniture").await?, Vec::<String>::new());
    assert_eq!(page.texts("#reading summary").await?, ["3 lines taken for page furniture, not read"]);
    page.click("#reading summary").await?;
    page.until("it is open", "document.querySelector('#reading .furniture').checkVisibility()").await?;
    assert_eq!(page.texts("#reading .furniture").await?.len(), 3);
    // Who types sees what is typed, until it is to be read again.
    let before = page.readings().await?;
    page.type_after("medical supplies", " again").await?;
    page.read_after(before).await?;
    assert_eq!(page.value("document.activeElement.id").await?, "article");
    assert_eq!(page.texts("#reading").await?, Vec::<String>::new());
    page.click("#edit").await?;
    page.until("it is set", "document.querySelector('#reading').checkVisibility()").await?;
    assert!(page.texts("#reading").await?[0].contains("medical supplies again to Mandera"));
    let painted = page
        .value(
            "[...CSS.highlights.get('actor')].every((range) =>
        document.querySelector('#reading').contains(range.startContainer))",
        )
        .await?;
    assert_eq!(painted, true, "what is seen is painted");
    Ok(())
}
