//! Interviews, block quotes and headlines: quotes that no verb reports.

use super::*;

#[test]
fn answers_of_an_interview() {
    assert_quotes(
        "Flood leaves schools shut\n\nAnna Kovacs has led the city since 2019. Kovacs, an engineer, spoke to the Danube \
         Post on Friday.\n\nQ: When will the schools reopen?\n\nA: We hope to open the first of them in March. The rest \
         will follow.\n\nQ: Who pays for it?\n\nA: The state has promised half of the money.",
        &[
            "direct | When will the schools reopen? | - | - | -",
            "direct | We hope to open the first of them in March. The rest will follow | - | - | Anna Kovacs",
            "direct | Who pays for it? | - | - | -",
            "direct | The state has promised half of the money | - | - | Anna Kovacs",
        ],
    );
}

#[test]
fn an_answer_of_two_persons_is_nobodys() {
    let found = quotes(
        "Two mayors on the flood\n\nAnna Kovacs and Omar Farouk met on Friday.\n\nQ. Was it safe?\n\nA. The wall was \
         old, and we knew it.",
    );
    assert_eq!(
        found,
        ["direct | Was it safe? | - | - | -", "direct | The wall was old, and we knew it | - | - | -"]
    );
}

#[test]
fn turns_of_named_speakers() {
    assert_quotes(
        "Two mayors on the flood that changed the valley\n\nAnna Kovacs and Omar Farouk met in Budapest on Friday to \
         discuss the flood. Petra Lang of the Danube Post asked them about it.\n\nPETRA LANG: What did you see that \
         night?\n\nANNA KOVACS: The river came over the wall at two in the morning.\n\nWe had no warning at all.\n\n\
         FAROUK: In our town the sirens worked, but nobody believed them.\n\nPL: What has to change?\n\nAK: “The state \
         has to pay for new walls.”\n\nThe two towns have asked for 40 million euros.",
        &[
            "direct | What did you see that night? | - | PETRA LANG | Petra Lang",
            "direct | The river came over the wall at two in the morning.\n\nWe had no warning at all | - | ANNA KOVACS | Anna Kovacs",
            "direct | In our town the sirens worked, but nobody believed them | - | FAROUK | Omar Farouk",
            "direct | What has to change? | - | PL | Petra Lang",
            "direct | The state has to pay for new walls | - | AK | Anna Kovacs",
        ],
    );
}

#[test]
fn labels_are_no_speakers() {
    assert_quotes(
        "Council meets on the flood\n\nThe council of Szeged meets at 10:30 on Monday.\n\nDate: 5 March 2024.\n\nPhoto: \
         The wall at Szeged after the flood.\n\nAnalysis: The flood that everybody saw coming.\n\nNote: Seats are few.",
        &[],
    );
    assert_quotes(
        "How the vote went\n\nAnna Kovacs and Omar Farouk ran for mayor.\n\nAnna Kovacs: 1,769.\n\nOmar Farouk: 1,501.\n\n\
         Anna Kovacs: 57 percent.",
        &[],
    );
}

#[test]
fn a_colon_at_the_end_of_a_paragraph_announces_a_quotation() {
    assert_quotes(
        "Anna Kovacs was blunt:\n\n“There is no money left for any of this.”",
        &["direct | There is no money left for any of this | - | - | Anna Kovacs"],
    );
    assert_quotes("The facts are clear:\n\nThe dam was built in 1961.", &[]);
}

#[test]
fn quotes_in_headlines() {
    let first = |headline: &str| {
        let found = quotes(&format!(
            "{headline}\n\nAnna Kovacs, the mayor of Szeged, and the Hungarian government met on Friday.\n\nThe river is \
             two metres above the wall."
        ));
        found.first().cloned().unwrap_or_default()
    };
    for (headline, quote) in [
        ("Anna Kovacs: ‘We will act’", "direct | We will act | - | Anna Kovacs | Anna Kovacs"),
        ("‘We will act’: Anna Kovacs", "direct | We will act | - | Anna Kovacs | Anna Kovacs"),
        ("‘We will act,’ says Anna Kovacs", "direct | We will act | says | Anna Kovacs | Anna Kovacs"),
        (
            "Dam is safe, Hungarian minister says",
            "indirect | Dam is safe | says | Hungarian minister | Hungarian minister",
        ),
        ("Anna Kovacs: a life by the river", ""),
        ("Hungary: dam breaks after the rain", ""),
        ("Analysis: The dam was never safe", ""),
    ] {
        assert_eq!(first(headline), quote, "{headline}");
    }
}

#[test]
fn a_name_after_a_dash_signs_a_quotation() {
    assert_quotes(
        "What teachers said of the strike\n\n“We have not been paid since March, and nobody tells us why.” ― Maria \
         Santos\n\n“I want my pupils back. That is all I want.” — Karim Haddad, 41, a teacher in Oran\n\nThe ministry \
         said talks would go on.",
        &[
            "direct | We have not been paid since March, and nobody tells us why | - | Maria Santos | Maria Santos",
            "direct | I want my pupils back. That is all I want | - | Karim Haddad | Karim Haddad",
            "indirect | talks would go on | said | ministry | ministry",
        ],
    );
}

#[test]
fn a_line_that_ends_with_a_colon_announces_whom_it_names() {
    let found = quotes(
        "Three voices on the new bridge\n\nFrom Karim Haddad, a driver:\n\n“I waited twenty years for this bridge to be \
         built.”\n\nAnd from Mayor Maria Santos:\n\n“It was worth every cent that it cost us.”",
    );
    assert_eq!(
        found,
        [
            "direct | I waited twenty years for this bridge to be built | - | Karim Haddad | Karim Haddad",
            "direct | It was worth every cent that it cost us | - | Maria Santos | Maria Santos",
        ]
    );
}

#[test]
fn what_somebody_is_said_to_have_said_is_a_quote_within_one() {
    let text =
        "Anna Kovacs, the mayor, said that the governor had told her the dam would be repaired by May.";
    let segments = Article::of(text).segments;
    let encoding = Model::read_once(text, &segments);
    let entities = entities::find(text, &encoding, None, &[]);
    let found = find(text, &segments, &encoding, &entities);
    let told: Vec<(&str, &str, Option<usize>)> = found
        .iter()
        .map(|quote| {
            let speaker = quote.speaker.map_or("-", |speaker| entities.entities[speaker].name.as_str());
            (quote.content.of(text), speaker, quote.within)
        })
        .collect();
    assert_eq!(
        told,
        [
            ("the governor had told her the dam would be repaired by May", "Anna Kovacs", None),
            ("the dam would be repaired by May", "governor", Some(0)),
        ]
    );
}

#[test]
fn what_else_somebody_did_is_no_quote() {
    let found = quotes(
        "President Joseph Otieno declared a state of emergency and deployed the army to rescue stranded villagers.",
    );
    assert_eq!(found, Vec::<String>::new());
}

/// The contents of the quotes of `text` that are denied.
fn denied(text: &str) -> Vec<&str> {
    let segments = Article::of(text).segments;
    let encoding = Model::read_once(text, &segments);
    let entities = entities::find(text, &encoding, None, &[]);
    let quotes = find(text, &segments, &encoding, &entities);
    quotes.into_iter().filter(|quote| quote.denied).map(|quote| quote.content.of(text)).collect()
}

#[test]
fn what_is_denied_is_not_said() {
    for (text, expected) in [
        ("The army denied that it had fired at the crossing.", vec!["it had fired at the crossing"]),
        ("“Nobody fired at the crossing,” Omar Farouk said, denying the report.", vec![]),
        ("The army did not deny that it had fired at the crossing.", vec![]),
        ("Omar Farouk questioned whether the bridge was safe.", vec![]),
    ] {
        assert_eq!(denied(text), expected, "{text}");
    }
}

#[test]
fn bullets_are_no_part_of_a_quote() {
    for bullet in ["• ", "- ", "* ", "▪"] {
        let text = format!(
            "The council met in Szeged on Monday.\n\n{bullet}Every school would be rebuilt, Anna Kovacs said.\n\
             {bullet}“The river is still rising,” said Omar Farouk.\n"
        );
        assert_quotes(
            &text,
            &[
                "indirect | Every school would be rebuilt | said | Anna Kovacs | Anna Kovacs",
                "direct | The river is still rising | said | Omar Farouk | Omar Farouk",
            ],
        );
    }
}
