//! What stands in marks, and what does so but is no quote.

use super::*;

#[test]
fn a_quotation_with_its_cue_after_it() {
    assert_quotes(
        "“We will rebuild every school,” Anna Kovacs told reporters in Budapest on Friday.",
        &["direct | We will rebuild every school | told | Anna Kovacs | Anna Kovacs"],
    );
    assert_quotes(
        "\"The road is closed,\" said Omar Farouk, head of the rescue team.",
        &["direct | The road is closed | said | Omar Farouk | Omar Farouk"],
    );
    assert_quotes(
        "“Who gave the order?” asked Maria Lopez. “Nobody knows!” Pedro Diaz replied.",
        &[
            "direct | Who gave the order? | asked | Maria Lopez | Maria Lopez",
            "direct | Nobody knows! | replied | Pedro Diaz | Pedro Diaz",
        ],
    );
}

#[test]
fn a_quotation_with_its_cue_before_it() {
    assert_quotes(
        "Anna Kovacs, the mayor of Szeged, said: “The river is still rising. We need boats.”",
        &["direct | The river is still rising. We need boats | said | Anna Kovacs | Anna Kovacs"],
    );
    assert_quotes(
        "Omar Farouk wrote in a letter to parliament, \"Nobody has been paid since March\".",
        &["direct | Nobody has been paid since March | wrote | Omar Farouk | Omar Farouk"],
    );
    assert_quotes(
        "The mayor, Anna Kovacs, added that “nobody will be left behind.”",
        &["direct | nobody will be left behind | added | Anna Kovacs | Anna Kovacs"],
    );
}

#[test]
fn a_quotation_broken_by_its_cue_is_two() {
    assert_quotes(
        "“The talks failed,” Anna Kovacs said, “but the door is open.”",
        &[
            "direct | The talks failed | said | Anna Kovacs | Anna Kovacs",
            "direct | but the door is open | said | Anna Kovacs | Anna Kovacs",
        ],
    );
    assert_quotes(
        "“The talks failed,” Anna Kovacs said. “The door is open, and it will stay open.”",
        &[
            "direct | The talks failed | said | Anna Kovacs | Anna Kovacs",
            "direct | The door is open, and it will stay open | said | - | Anna Kovacs",
        ],
    );
}

#[test]
fn a_quotation_in_the_next_paragraph_has_the_same_speaker() {
    assert_quotes(
        "“The talks failed,” Anna Kovacs said.\n\n“The door is open, and it will stay open.”",
        &[
            "direct | The talks failed | said | Anna Kovacs | Anna Kovacs",
            "direct | The door is open, and it will stay open | said | - | Anna Kovacs",
        ],
    );
}

#[test]
fn each_paragraph_of_a_quotation_is_a_quote_of_the_same_speaker() {
    assert_quotes(
        "“We walked for nine days.\n\n“Then the soldiers came,” said Omar Farouk.",
        &[
            "direct | We walked for nine days | said | - | Omar Farouk",
            "direct | Then the soldiers came | said | Omar Farouk | Omar Farouk",
        ],
    );
}

#[test]
fn the_cue_can_end_the_paragraph_before() {
    assert_quotes(
        "In a statement, Anna Kovacs said:\n\n\"The bridge was old. It was not safe.\"",
        &["direct | The bridge was old. It was not safe | said | - | Anna Kovacs"],
    );
}

#[test]
fn all_kinds_of_marks() {
    let expected = ["direct | Nobody is safe here | said | Omar Farouk | Omar Farouk"];
    for text in [
        "‘Nobody is safe here,’ Omar Farouk said.",
        "'Nobody is safe here,' Omar Farouk said.",
        "«Nobody is safe here», Omar Farouk said.",
        "„Nobody is safe here“, Omar Farouk said.",
        "``Nobody is safe here,'' Omar Farouk said.",
        "»Nobody is safe here«, Omar Farouk said.",
        "« Nobody is safe here », Omar Farouk said.",
        "‹Nobody is safe here›, Omar Farouk said.",
        "„Nobody is safe here”, Omar Farouk said.",
        "‚Nobody is safe here‘, Omar Farouk said.",
    ] {
        assert_quotes(text, &expected);
    }
    assert_quotes(
        "“They told me, ‘Leave or die,’ and we left,” Omar Farouk said.",
        &["direct | They told me, ‘Leave or die,’ and we left | said | Omar Farouk | Omar Farouk"],
    );
}

#[test]
fn apostrophes_are_no_marks() {
    assert_quotes("The workers' union met in the '90s, and the drivers' strike didn't end until May.", &[]);
    assert_quotes(
        "'The workers' rights are gone,' Omar Farouk said.",
        &["direct | The workers' rights are gone | said | Omar Farouk | Omar Farouk"],
    );
}

#[test]
fn scare_quotes_titles_and_nicknames_are_no_quotes() {
    assert_quotes("The robot, named \"Better Luck Next Time,\" won the \"fair play\" prize.", &[]);
    assert_quotes("Fighters entered the so-called “safe zone” near Idlib.", &[]);
    assert_quotes("Joaquín “El Chapo” Guzmán was moved to another prison.", &[]);
}

#[test]
fn a_quotation_that_somebody_is_set_beside() {
    assert_quotes(
        "“Nobody will be left behind on this coast.” – Anna Kovacs",
        &["direct | Nobody will be left behind on this coast | - | Anna Kovacs | Anna Kovacs"],
    );
    assert_quotes(
        "Anna Kovacs was blunt: “There is no money left for any of this.”",
        &["direct | There is no money left for any of this | - | Anna Kovacs | Anna Kovacs"],
    );
}

#[test]
fn words_as_words_and_thoughts_in_running_text_are_no_quotes() {
    assert_quotes(
        "The town is proud of its “golden mile”, a row of hotels by the sea. Locals use the word \"grockle\" for \
         a tourist. The film “The Long Winter” opened there in May. Anna Kovacs hopes that the hotels will fill up.",
        &[],
    );
    assert_quotes(
        "Omar Farouk believes the river will rise again. The union fears the plant will close.",
        &[],
    );
}
