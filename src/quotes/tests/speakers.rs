//! Who says it.

use super::*;

#[test]
fn nobody_is_named() {
    assert_quotes(
        "It is estimated that 40 miners are still trapped.",
        &["indirect | 40 miners are still trapped | estimated | - | -"],
    );
}

#[test]
fn who_speaks() {
    assert_quotes(
        "World Bank director for Nepal, Peter Okello said the convoy was attacked.",
        &["indirect | the convoy was attacked | said | Peter Okello | Peter Okello"],
    );
    assert_quotes(
        "“They leave at dawn,” one of the sources said.",
        &["direct | They leave at dawn | said | sources | sources"],
    );
    assert_quotes(
        "“It was a grave mistake,” AP quoted Omar Farouk as saying.",
        &["direct | It was a grave mistake | saying | Omar Farouk | Omar Farouk"],
    );
    assert_quotes(
        "“It was a grave mistake,” team captain Anna Kovacs told the press.",
        &["direct | It was a grave mistake | told | Anna Kovacs | Anna Kovacs"],
    );
}

#[test]
fn a_pronoun_is_who_spoke_last() {
    assert_quotes(
        "“Russia will pay for this,” Omar Farouk said. He said the army would advance on Homs.",
        &[
            "direct | Russia will pay for this | said | Omar Farouk | Omar Farouk",
            "indirect | the army would advance on Homs | said | He | Omar Farouk",
        ],
    );
    assert_quotes(
        "“Anna Kovacs must resign,” the Civic Union party said. It added that the vote was unfair.",
        &[
            "direct | Anna Kovacs must resign | said | party | Civic Union",
            "indirect | the vote was unfair | added | It | Civic Union",
        ],
    );
}

#[test]
fn asides_between_subject_and_cue() {
    assert_quotes(
        "Omar Farouk, who has been in power since 2013, says he is the victim of a plot.",
        &["indirect | he is the victim of a plot | says | Omar Farouk | Omar Farouk"],
    );
    assert_quotes(
        "Anna Kovacs, citing safety concerns, said the bridge would stay shut.",
        &["indirect | the bridge would stay shut | said | Anna Kovacs | Anna Kovacs"],
    );
    assert_quotes(
        "Anna Kovacs, an engineer who sits on the board, said the bridge was safe.",
        &["indirect | the bridge was safe | said | Anna Kovacs | Anna Kovacs"],
    );
    assert_quotes(
        "Anna Kovacs, 41, of Szeged, Hungary, said the bridge was safe.",
        &["indirect | the bridge was safe | said | Anna Kovacs | Anna Kovacs"],
    );
    assert_quotes(
        "Anna Kovacs, in remarks to state television, said \"Nobody is left on the site.\"",
        &["direct | Nobody is left on the site | said | Anna Kovacs | Anna Kovacs"],
    );
}

#[test]
fn what_a_report_says() {
    assert_quotes(
        "The ministry's statement said that 12 soldiers had been wounded.",
        &["indirect | 12 soldiers had been wounded | said | ministry | ministry"],
    );
    assert_quotes(
        "Estimates suggest 9,000 people may be at sea.",
        &["indirect | 9,000 people may be at sea | suggest | - | -"],
    );
}

#[test]
fn somebody_quoted_by_somebody_else() {
    assert_quotes(
        "The paper quoted unnamed officials as saying the talks had collapsed.",
        &["indirect | the talks had collapsed | saying | unnamed officials | unnamed officials"],
    );
    assert_quotes(
        "As Anna Kovacs told the BBC, prices have fallen since May.",
        &["indirect | prices have fallen since May | told | Anna Kovacs | Anna Kovacs"],
    );
}

#[test]
fn a_subject_may_be_far_from_its_cue() {
    assert_quotes(
        "Maria Lopez gestured to the crowd to be quiet, then leaned in and boomed: “Let us win this in November.”",
        &["direct | Let us win this in November | - | Maria Lopez | Maria Lopez"],
    );
}

#[test]
fn nobody_speaks_in_a_quote_about_them() {
    assert_quotes(
        "“Omar Farouk is a liar and everybody knows it.”",
        &["direct | Omar Farouk is a liar and everybody knows it | - | - | -"],
    );
}

/// Each speaker with the body that it speaks for, "-" where there is none.
fn spoken_for(text: &str) -> Vec<String> {
    let segments = Article::of(text).segments;
    let encoding = Model::read_once(text, &segments);
    let entities = entities::find(text, &encoding, None, &[]);
    let name = |entity: Option<usize>| entity.map_or("-", |entity| entities.entities[entity].name.as_str());
    let found = find(text, &segments, &encoding, &entities);
    found.iter().map(|quote| format!("{} for {}", name(quote.speaker), name(quote.on_behalf_of))).collect()
}

#[test]
fn a_spokesman_speaks_for_somebody() {
    assert_eq!(
        spoken_for("“The mission goes on,” said Omar Farouk, a spokesman for the United Nations."),
        ["Omar Farouk for United Nations"]
    );
    assert_eq!(
        spoken_for("A spokesman for the Health Ministry said on Monday that nobody was hurt."),
        ["spokesman for Health Ministry"]
    );
    assert_eq!(
        spoken_for(
            "“The mission goes on,” United Nations spokesman Omar Farouk said. Farouk said that the road was open."
        ),
        ["Omar Farouk for United Nations", "Omar Farouk for United Nations"],
        "throughout"
    );
    assert_eq!(spoken_for("“The mission goes on,” the mayor, Anna Kovacs, said."), ["Anna Kovacs for -"]);
}

#[test]
fn anonymous_sources_are_kept_apart() {
    let text = "“It is dangerous,” a security source said. Another source said the road was closed.";
    let segments = Article::of(text).segments;
    let encoding = Model::read_once(text, &segments);
    let found = find(text, &segments, &encoding, &entities::find(text, &encoding, None, &[]));
    let speakers: Vec<_> = found.iter().map(|quote| quote.speaker).collect();
    assert!(matches!(speakers[..], [Some(one), Some(other)] if one != other), "{speakers:?}");
}

#[test]
fn a_press_secretary_speaks_for_somebody() {
    assert_eq!(
        spoken_for(
            "White House press secretary Mark Hale told reporters the talks were over. The Kremlin's spokesman said that nothing had changed."
        ),
        ["Mark Hale for White House", "Kremlin's spokesman for -"]
    );
}

#[test]
fn she_is_not_the_man_who_spoke_last() {
    assert_quotes(
        "The mayor, Rosa Diaz, spoke to the crowd. “It is the worst flood we have had,” said Hans Weber. She called the rescue “a farce”.",
        &[
            "direct | It is the worst flood we have had | said | Hans Weber | Hans Weber",
            "direct | a farce | called | She | Rosa Diaz",
        ],
    );
}
