//! Reported speech, without marks or with a part in them.

use super::*;

#[test]
fn reported_clauses() {
    assert_quotes(
        "Russia said on Tuesday that its jets had left Syria.",
        &["indirect | its jets had left Syria | said | Russia | Russia"],
    );
    assert_quotes(
        "Turkey says the border will stay open.",
        &["indirect | the border will stay open | says | Turkey | Turkey"],
    );
    assert_quotes(
        "Anna Kovacs told a Senate hearing in Washington that the money was gone.",
        &["indirect | the money was gone | told | Anna Kovacs | Anna Kovacs"],
    );
    assert_quotes(
        "The Health Ministry has confirmed nine people were infected.",
        &["indirect | nine people were infected | confirmed | Health Ministry | Health Ministry"],
    );
    assert_quotes(
        "Police asked Omar Farouk whether he had seen the driver.",
        &["indirect | whether he had seen the driver | asked | Police | Police"],
    );
}

#[test]
fn reported_clauses_before_the_cue() {
    assert_quotes(
        "Rebels have taken the airport, the United Nations said on Thursday, a blow to the government.",
        &["indirect | Rebels have taken the airport | said | United Nations | United Nations"],
    );
    assert_quotes(
        "At least nine people died in the flood, according to Reuters.",
        &["indirect | At least nine people died in the flood | according to | Reuters | Reuters"],
    );
}

#[test]
fn according_to_somebody() {
    assert_quotes(
        "According to the team's coach, Anna Kovacs, the robot had been damaged in transit.",
        &["indirect | the robot had been damaged in transit | According to | Anna Kovacs | Anna Kovacs"],
    );
    assert_quotes(
        "Roads have reopened, but according to Reuters, thousands are still without water.",
        &["indirect | thousands are still without water | according to | Reuters | Reuters"],
    );
    assert_quotes(
        "The group runs three camps which, according to Reuters, the army has bombed twice.",
        &["indirect | the army has bombed twice | according to | Reuters | Reuters"],
    );
}

#[test]
fn requests_and_promises() {
    assert_quotes(
        "Anna Kovacs asked its partners in the north not to close their ports.",
        &["indirect | not to close their ports | asked | Anna Kovacs | Anna Kovacs"],
    );
    assert_quotes(
        "Omar Farouk vowed to rebuild the bridge within a year.",
        &["indirect | to rebuild the bridge within a year | vowed | Omar Farouk | Omar Farouk"],
    );
}

#[test]
fn the_content_ends_where_another_clause_starts() {
    assert_quotes(
        "Ankara said it had shelled a rebel base, but the town it struck is held by the army.",
        &["indirect | it had shelled a rebel base | said | Ankara | Turkey"],
    );
    assert_quotes(
        "Anna Kovacs said the dam was safe and warned that the river would rise.",
        &[
            "indirect | the dam was safe | said | Anna Kovacs | Anna Kovacs",
            "indirect | the river would rise | said | Anna Kovacs | Anna Kovacs",
        ],
    );
    assert_quotes(
        "Anna Kovacs resigned on Monday, saying that she had lost the trust of the council.",
        &["indirect | she had lost the trust of the council | saying | Anna Kovacs | Anna Kovacs"],
    );
}

#[test]
fn a_part_in_marks_makes_it_mixed() {
    assert_quotes(
        "Omar Farouk said the ministry had promised \"full support\" to the families.",
        &[
            "mixed | the ministry had promised \"full support\" to the families | said | Omar Farouk | Omar Farouk",
        ],
    );
    assert_quotes(
        "According to Reuters, the army was told to prepare for a \"long war\".",
        &["mixed | the army was told to prepare for a \"long war | According to | Reuters | Reuters"],
    );
}

#[test]
fn a_plan_that_somebody_says_will_fail() {
    assert_quotes(
        "The army opened a camp that critics say is a prison.",
        &["indirect | is a prison | say | critics | critics"],
    );
}

#[test]
fn what_was_not_said_is_no_quote() {
    for text in [
        "Officials did not say why the flight was cancelled.",
        "The ministry declined to say how many were hurt.",
        "The group claimed responsibility for the attack.",
        "He called for talks and condemned the raid.",
        "The police report is due in May.",
        "People in the United States voted on Tuesday.",
    ] {
        assert_quotes(text, &[]);
    }
}

#[test]
fn what_is_denied_is_no_part_of_what_was_said() {
    assert_quotes(
        "Critics say the law is meant to silence reporters, a charge the government denies.",
        &["indirect | the law is meant to silence reporters | say | Critics | Critics"],
    );
    assert_quotes(
        "The Kremlin denied that its forces had shelled the plant and accused Turkey of lying.",
        &["indirect | its forces had shelled the plant | denied | Kremlin | Kremlin"],
    );
}

#[test]
fn the_dateline_is_no_part_of_what_is_said() {
    assert_quotes(
        "TBILISI, March 3 (Reuters) - Six border guards were killed near Batumi, the army said.",
        &["indirect | Six border guards were killed near Batumi | said | army | army"],
    );
}
