use super::*;
use crate::review::sample::{TEXT, read_with, reading_of};
use crate::review::shelf::Kept;

/// A session that has read [`TEXT`].
fn session() -> Library {
    let mut library = Library::default();
    type_in(&mut library, TEXT, 10);
    come(&mut library);
    library
}

fn type_in(library: &mut Library, text: &str, now: u64) -> Vec<Effect> {
    library.apply(Action::Edited(text.to_string(), None), now)
}

fn come(library: &mut Library) {
    let reading = Box::new(reading_of(&library.open().source));
    library.apply(Action::Came(reading), 0);
    assert_eq!(library.open().phase, Phase::Read);
}

/// A step as the page makes it: one of the text is the browser's.
fn step(library: &mut Library, way: Way) {
    match library.step_of_text(way) {
        Some(text) => library.apply(Action::Edited(text.to_string(), Some(way)), 1000),
        None => library.apply(Action::Step(way), 1000),
    };
}

fn dismissal(event: usize) -> Correction {
    read_with(&[]).proposal().dismiss_event(event).expect("the event is there")
}

fn speaker(entity: Option<usize>) -> Correction {
    read_with(&[]).proposal().change_speaker(0, entity).expect("quote 0")
}

fn corrections(library: &Library) -> Vec<Correction> {
    library.open().decisions.corrections()
}

fn events(library: &Library) -> usize {
    library.open().read.as_ref().map_or(0, |read| read.review.reading.events.len())
}

#[test]
fn undo_belongs_to_the_last_thing_done() {
    let mut library = session();
    library.apply(Action::Correct(dismissal(0)), 20);
    library.apply(Action::Give(Field::Outlet, Some("The Fjord Post".to_string())), 30);
    let longer = format!("{TEXT}\nMore.");
    type_in(&mut library, &longer, 40);
    assert_eq!(library.step_of_text(Way::Back).as_deref(), Some(TEXT));
    assert!(library.is_too_far(Way::Back, "") && !library.is_too_far(Way::Back, TEXT));
    step(&mut library, Way::Back);
    assert_eq!(&*library.open().source, TEXT);
    assert_eq!(library.open().given.get(Field::Outlet), Some("The Fjord Post"));
    step(&mut library, Way::Back);
    assert_eq!(library.open().given.get(Field::Outlet), None);
    assert_eq!(events(&library), 1);
    step(&mut library, Way::Back);
    assert_eq!((events(&library), corrections(&library).len()), (2, 0));
    assert_eq!(&*library.open().source, TEXT, "the text is left alone");
    step(&mut library, Way::On);
    step(&mut library, Way::On);
    step(&mut library, Way::On);
    assert_eq!((events(&library), &*library.open().source), (1, longer.as_str()));
    assert_eq!(library.open().given.get(Field::Outlet), Some("The Fjord Post"));
    step(&mut library, Way::On);
    assert_eq!(&*library.open().source, longer, "there is nothing left to do again");
}

#[test]
fn typing_is_undone_by_the_browser_in_steps_of_its_own() {
    let mut library = session();
    library.apply(Action::Correct(dismissal(0)), 20);
    for words in [" One.", " One. Two.", " One. Two. Three."] {
        type_in(&mut library, &format!("{TEXT}{words}"), 30);
    }
    for words in [" One. Two.", " One."] {
        assert_eq!(library.step_of_text(Way::Back).as_deref(), Some(TEXT), "one edit");
        library.apply(Action::Edited(format!("{TEXT}{words}"), Some(Way::Back)), 40);
    }
    let whole = format!("{TEXT} One. Two. Three.");
    assert_eq!(library.step_of_text(Way::On).as_deref(), Some(whole.as_str()), "the rest is done again");
    library.apply(Action::Edited(whole.clone(), Some(Way::On)), 50);
    assert_eq!(library.step_of_text(Way::On), None);
    library.apply(Action::Edited(TEXT.to_string(), Some(Way::Back)), 60);
    assert_eq!(library.step_of_text(Way::Back), None, "the dismissal is next");
    type_in(&mut library, &format!("{TEXT} Four."), 70);
    assert_eq!(library.step_of_text(Way::On), None, "what is done anew ends what could be done again");
}

#[test]
fn a_choice_is_undone_to_the_choice_before() {
    let mut library = session();
    library.apply(Action::Correct(speaker(Some(1))), 20);
    library.apply(Action::Correct(speaker(None)), 30);
    step(&mut library, Way::Back);
    assert_eq!(corrections(&library), [speaker(Some(1))]);
    step(&mut library, Way::Back);
    assert!(corrections(&library).is_empty());
    step(&mut library, Way::On);
    assert_eq!(corrections(&library), [speaker(Some(1))]);
    library.apply(Action::Withdraw(speaker(Some(1))), 40);
    step(&mut library, Way::Back);
    assert_eq!(corrections(&library), [speaker(Some(1))]);
}

#[test]
fn another_text_is_another_article_and_undo_brings_back_all_of_the_first() {
    let mut library = session();
    library.apply(Action::Give(Field::Published, Some("2026-11-05".to_string())), 20);
    library.apply(Action::Correct(dismissal(0)), 30);
    let first = library.open().id;
    let other = "The council of Lund will vote on the harbour. The mayor said so.";
    for (nth, action) in [Action::Opened(other.to_string(), None), Action::Edited(other.to_string(), None)]
        .into_iter()
        .enumerate()
    {
        let effects = library.apply(action, 40);
        assert_eq!(effects, [Effect::Read], "try {nth}");
        assert_ne!(library.open().id, first);
        assert_eq!(library.open().given.get(Field::Published), None);
        assert!(corrections(&library).is_empty() && library.open().read.is_none());
        assert_eq!(library.replaced().map(|article| article.id), Some(first));
        step(&mut library, Way::Back);
        assert_eq!((library.open().id, &*library.open().source), (first, TEXT));
        assert_eq!(library.open().given.get(Field::Published), Some("2026-11-05"));
        assert_eq!(corrections(&library), [dismissal(0)]);
        step(&mut library, Way::On);
        assert_eq!(&*library.open().source, other);
        step(&mut library, Way::Back);
    }
}

#[test]
fn an_edit_is_told_from_another_text() {
    assert!(is_another(TEXT, "Something else altogether, which nobody typed there."));
    assert!(is_another(TEXT, ""));
    assert!(!is_another("", TEXT));
    assert!(!is_another(TEXT, &format!("{TEXT}{TEXT}")));
    assert!(!is_another(TEXT, &TEXT[..20]));
    assert!(!is_another(TEXT, &TEXT.replace("Bergen", "Stavanger")));
}

#[test]
fn what_is_beside_an_empty_text_is_for_the_text_that_comes() {
    let mut library = Library::default();
    library.apply(Action::Give(Field::Published, Some("2026-11-05".to_string())), 5);
    type_in(&mut library, TEXT, 10);
    assert_eq!(library.open().given.get(Field::Published), Some("2026-11-05"));
    type_in(&mut library, " ", 20);
    assert_eq!(library.open().phase, Phase::Empty);
    assert_eq!(library.open().given.get(Field::Published), None, "not for the one after that");
}

#[test]
fn a_refusal_and_a_fault_are_two_things_and_the_text_stays() {
    let mut library = session();
    library.apply(Action::Failed(Fault::Missing("The encoder")), 20);
    assert_eq!(library.open().phase, Phase::Failed(Fault::Missing("The encoder")));
    assert_eq!(&*library.open().source, TEXT);
    assert_eq!(library.apply(Action::Retry, 25), [Effect::Restart, Effect::Read]);
    assert_eq!(library.open().phase, Phase::Reading);
    library.apply(Action::Refused(ReadError::NotText), 30);
    assert_eq!(library.open().phase, Phase::Refused(ReadError::NotText));
    assert_eq!(type_in(&mut library, &format!("{TEXT} More."), 40), [Effect::Read]);
    assert_eq!(library.open().phase, Phase::Reading);
}

/// Two tabs that show the same kept article, and the record that was written last.
fn two_tabs() -> (Library, Library) {
    let mut one = session();
    one.apply(Action::Keep(one.open().record("k")), 50);
    let record = one.open().record("k");
    let mut other = Library::default();
    other.apply(Action::Opened(record.text.clone(), Some(record)), 60);
    come(&mut other);
    (one, other)
}

/// Has each tab hear what the other keeps until both have nothing left to say.
fn talk(one: &mut Library, other: &mut Library) {
    for _ in 0..4 {
        let told = one.open().record("k");
        let answer = other.apply(Action::Heard(told), 0);
        let told = other.open().record("k");
        let again = one.apply(Action::Heard(told), 0);
        if ![answer, again].concat().iter().any(|effect| matches!(effect, Effect::Save(_))) {
            return;
        }
    }
    panic!("they never agree");
}

#[test]
fn what_two_tabs_dismissed_is_dismissed_in_both() {
    let (mut one, mut other) = two_tabs();
    let quote = read_with(&[]).proposal().dismiss_quote(1).expect("quote 1");
    one.apply(Action::Correct(dismissal(0)), 100);
    other.apply(Action::Correct(quote), 100);
    other.apply(Action::Give(Field::Outlet, Some("The Fjord Post".to_string())), 110);
    talk(&mut one, &mut other);
    for tab in [&one, &other] {
        assert_eq!(corrections(tab).len(), 2);
        assert_eq!(events(tab), 1);
        assert_eq!(tab.open().given.get(Field::Outlet), Some("The Fjord Post"));
    }
    // What one takes back the other does not bring back.
    one.apply(Action::Withdraw(dismissal(0)), 120);
    other.apply(Action::Give(Field::Outlet, None), 130);
    talk(&mut one, &mut other);
    for tab in [&one, &other] {
        assert_eq!(corrections(tab).len(), 1);
        assert_eq!(tab.open().given.get(Field::Outlet), None);
    }
}

#[test]
fn the_text_that_was_edited_last_is_in_both_tabs() {
    let (mut one, mut other) = two_tabs();
    type_in(&mut one, &format!("{TEXT} One."), 100);
    let later = format!("{TEXT} Two.");
    type_in(&mut other, &later, 110);
    let effects = one.apply(Action::Heard(other.open().record("k")), 0);
    assert_eq!(effects, [Effect::Fill(Arc::from(later.as_str())), Effect::Read]);
    assert_eq!(one.step_of_text(Way::Back), None, "the browser cannot undo it");
    let effects = other.apply(Action::Heard(one.open().record("k")), 0);
    assert!(effects.is_empty(), "it knows: {effects:?}");
    assert_eq!(one.open().source, other.open().source);
}

#[test]
fn forgetting_is_for_all_tabs_and_leaves_the_text() {
    let (mut one, mut other) = two_tabs();
    assert_eq!(one.apply(Action::Release, 100), [Effect::Forget("k".to_string())]);
    other.apply(Action::Gone(Some("k".to_string())), 110);
    assert_eq!((&other.open().kept, &*other.open().source), (&None, TEXT));
    let effects = other.apply(Action::Correct(dismissal(0)), 120);
    assert!(!effects.iter().any(|effect| matches!(effect, Effect::Save(_))), "{effects:?}");
}

#[test]
fn the_same_text_is_kept_in_one_record() {
    let (one, _) = two_tabs();
    let mut other = session();
    other.apply(Action::Correct(dismissal(1)), 100);
    let effects = other.apply(Action::Keep(one.open().record("k")), 110);
    assert_eq!(effects, [Effect::Save("k".to_string())]);
    assert_eq!(corrections(&other), [dismissal(1)]);
}

#[test]
fn what_the_first_version_kept_is_taken_over() {
    let kept = serde_json::json!({
        "text": TEXT,
        "published": "2026-11-05",
        "corrections": [dismissal(0), {"flag": {"words": 3}}, speaker(Some(1))],
    });
    let record = Record::of_first_version(&kept.to_string(), "k").expect("a record");
    assert_eq!((record.text.as_str(), record.given.get(Field::Published)), (TEXT, Some("2026-11-05")));
    assert_eq!(record.decisions.corrections(), [dismissal(0), speaker(Some(1))]);
    assert_eq!(record.name(), "Ferry operator cancels crossings");
    assert!(Record::of_first_version("{\"text\": 3}", "k").is_none());
}

#[test]
fn a_record_of_another_version_keeps_what_can_be_read() {
    let (one, _) = two_tabs();
    let mut kept = serde_json::to_value(one.open().record("k")).expect("JSON");
    kept["reading"] = serde_json::json!({"schema": "dateline/0", "events": 7});
    kept["weights"] = serde_json::json!("00ff");
    kept["decisions"] = serde_json::json!([
        {"correction": dismissal(0), "stands": true, "at": 5},
        {"correction": {"flag": 1}, "stands": true, "at": 5},
    ]);
    let record: Record = serde_json::from_value(kept).expect("a record");
    assert_eq!(record.decisions.corrections(), [dismissal(0)]);
    let mut library = Library::default();
    let effects = library.apply(Action::Opened(record.text.clone(), Some(record)), 60);
    assert_eq!(effects, [Effect::Read, Effect::Save("k".to_string())], "it is read anew");
    come(&mut library);
    assert_eq!(events(&library), 1);
}

#[test]
fn how_much_is_read_is_said_by_the_person_and_undone_as_anything_else() {
    let mut library = session();
    let all = Action::Give(Field::Extent, Some("all".to_string()));
    assert_eq!(library.apply(all, 20), [Effect::Read]);
    assert_eq!(library.open().record("a").given.get(Field::Extent), Some("all"), "it is kept");
    step(&mut library, Way::Back);
    assert_eq!((library.open().given.get(Field::Extent), &library.open().phase), (None, &Phase::Reading));
    type_in(&mut library, "Another story altogether, which has nothing to do with boats or weather.", 30);
    assert_eq!(library.open().given.get(Field::Extent), None);
}

#[test]
fn the_beginning_of_a_text_is_shown_until_all_of_it_was_read_and_never_kept() {
    let mut library = Library::default();
    type_in(&mut library, TEXT, 10);
    let reading = || Box::new(reading_of(TEXT));
    assert!(library.apply(Action::CameInPart(reading()), 20).is_empty());
    let is_whole = |library: &Library| library.open().read.as_ref().map(|read| read.is_whole);
    assert_eq!((is_whole(&library), &library.open().phase), (Some(false), &Phase::Reading));
    assert_eq!(Kept::of(library.open(), "a").read, None);
    come(&mut library);
    assert_eq!(is_whole(&library), Some(true));
    // A whole reading of the text before an edit says more than the beginning of the one after it.
    type_in(&mut library, &format!("{TEXT} So it was."), 30);
    library.apply(Action::CameInPart(reading()), 40);
    assert_eq!(is_whole(&library), Some(true));
}
