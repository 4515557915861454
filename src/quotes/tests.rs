//! Quotes in sentences of the kinds that news articles have.

use super::*;
use crate::encoder::Model;
use crate::{entities, page, segment};

/// The quotes of `text` as "form | content | cue | source | speaker", "-" where there is none.
fn quotes(text: &str) -> Vec<String> {
    let segments = segment::segment(text, &page::clean(text));
    let encoding = Model::read_once(text, &segments);
    let entities = entities::find(text, &segments, &encoding);
    let words = |span: Option<Span>| span.map_or("-", |span| span.of(text)).to_string();
    let show = |quote: &Quote| {
        let speaker = quote.speaker.map_or("-", |speaker| entities.entities[speaker].name.as_str());
        let form = format!("{:?}", quote.form).to_lowercase();
        let parts =
            [form, words(Some(quote.content)), words(quote.cue), words(quote.source), speaker.to_string()];
        parts.join(" | ")
    };
    find(text, &segments, &encoding, &entities).iter().map(show).collect()
}

#[track_caller]
fn assert_quotes(text: &str, expected: &[&str]) {
    assert_eq!(quotes(text), expected, "{text}");
}

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
            "direct | The door is open, and it will stay open | said | Anna Kovacs | Anna Kovacs",
        ],
    );
}

#[test]
fn a_quotation_in_the_next_paragraph_has_the_same_speaker_and_no_cue() {
    assert_quotes(
        "“The talks failed,” Anna Kovacs said.\n\n“The door is open, and it will stay open.”",
        &[
            "direct | The talks failed | said | Anna Kovacs | Anna Kovacs",
            "direct | The door is open, and it will stay open | - | - | Anna Kovacs",
        ],
    );
}

#[test]
fn a_quotation_runs_over_paragraphs_that_repeat_the_mark() {
    assert_quotes(
        "“We walked for nine days.\n\n“Then the soldiers came,” said Omar Farouk.",
        &["direct | We walked for nine days.\n\n“Then the soldiers came | said | Omar Farouk | Omar Farouk"],
    );
}

#[test]
fn the_cue_can_end_the_paragraph_before() {
    assert_quotes(
        "In a statement, Anna Kovacs said:\n\n\"The bridge was old. It was not safe.\"",
        &["direct | The bridge was old. It was not safe | said | Anna Kovacs | Anna Kovacs"],
    );
    assert_quotes(
        "In a statement, the Health Ministry rejected these claims:\n\nNo patient was turned away. The ward was never closed.\n\nThe ward reopened in May.",
        &[
            "direct | No patient was turned away. The ward was never closed | rejected | Health Ministry | Health Ministry",
        ],
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
    ] {
        assert_quotes(text, &expected);
    }
    assert_quotes(
        "“They told me, ‘Leave or die,’ and we left,” Omar Farouk said.",
        &["direct | They told me, ‘Leave or die,’ and we left | said | Omar Farouk | Omar Farouk"],
    );
}

#[test]
fn a_mark_that_nothing_closes_ends_with_its_paragraph() {
    assert_quotes(
        "Anna Kovacs said: “The river is still rising.\n\nThe army sent boats on Monday.",
        &["direct | The river is still rising | said | Anna Kovacs | Anna Kovacs"],
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
    assert_quotes(
        "Over the years, Anna Kovacs said, the river has moved east.",
        &["indirect | the river has moved east | said | Anna Kovacs | Anna Kovacs"],
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
    assert_quotes(
        "Last month, Turkey also announced plans to build a second dam.",
        &["indirect | plans to build a second dam | announced | Turkey | Turkey"],
    );
}

#[test]
fn nobody_is_named() {
    assert_quotes(
        "It is estimated that 40 miners are still trapped.",
        &["indirect | 40 miners are still trapped | estimated | - | -"],
    );
    assert_quotes(
        "In 1995 she was told to leave the country.",
        &["indirect | to leave the country | told | - | -"],
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
            "indirect | the river would rise | warned | Anna Kovacs | Anna Kovacs",
        ],
    );
    assert_quotes(
        "Omar Farouk, who says he was beaten by guards, was freed on Monday.",
        &["indirect | he was beaten by guards | says | who | Omar Farouk"],
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
fn a_few_words_in_marks_after_a_cue() {
    assert_quotes(
        "Anna Kovacs described the raid as \"utterly senseless\".",
        &["direct | utterly senseless | described | Anna Kovacs | Anna Kovacs"],
    );
    assert_quotes(
        "Six people died in what Anna Kovacs called a \"cowardly attack.\"",
        &["direct | cowardly attack | called | Anna Kovacs | Anna Kovacs"],
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
fn who_speaks() {
    assert_quotes(
        "World Bank director for Nepal, Peter Okello said the convoy was attacked.",
        &["indirect | the convoy was attacked | said | Peter Okello | Peter Okello"],
    );
    assert_quotes(
        "“They leave at dawn,” one of the sources said.",
        &["direct | They leave at dawn | said | one of the sources | sources"],
    );
    assert_quotes(
        "“It was a grave mistake,” AP quoted Omar Farouk as saying.",
        &["direct | It was a grave mistake | quoted | Omar Farouk | Omar Farouk"],
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
            "direct | Anna Kovacs must resign | said | Civic Union party | Civic Union party",
            "indirect | the vote was unfair | added | It | Civic Union party",
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
        &["indirect | 12 soldiers had been wounded | said | ministry's statement | ministry"],
    );
    assert_quotes(
        "Estimates suggest 9,000 people may be at sea.",
        &["indirect | 9,000 people may be at sea | suggest | Estimates | -"],
    );
}

#[test]
fn somebody_quoted_by_somebody_else() {
    assert_quotes(
        "The paper quoted unnamed officials as saying the talks had collapsed.",
        &["indirect | the talks had collapsed | quoted | unnamed officials | unnamed officials"],
    );
    assert_quotes(
        "As Anna Kovacs told the BBC, prices have fallen since May.",
        &["indirect | prices have fallen since May | told | Anna Kovacs | Anna Kovacs"],
    );
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
fn a_subject_may_be_far_from_its_cue() {
    assert_quotes(
        "Maria Lopez gestured to the crowd to be quiet, then leaned in and boomed: “Let us win this in November.”",
        &["direct | Let us win this in November | boomed | Maria Lopez | Maria Lopez"],
    );
}

#[test]
fn nobody_speaks_in_a_quote_about_them() {
    assert_quotes(
        "“Omar Farouk is a liar and everybody knows it.”",
        &["direct | Omar Farouk is a liar and everybody knows it | - | - | -"],
    );
}

#[test]
fn a_spokesman_speaks_for_somebody() {
    let text = "“The mission goes on,” said Omar Farouk, a spokesman for the United Nations.";
    let segments = segment::segment(text, &page::clean(text));
    let encoding = Model::read_once(text, &segments);
    let entities = entities::find(text, &segments, &encoding);
    let found = find(text, &segments, &encoding, &entities);
    let body = found[0].on_behalf_of.map(|body| entities.entities[body].name.as_str());
    assert_eq!(body, Some("United Nations"));
}

#[test]
fn the_dateline_is_no_part_of_what_is_said() {
    assert_quotes(
        "TBILISI, March 3 (Reuters) - Six border guards were killed near Batumi, the army said.",
        &["indirect | Six border guards were killed near Batumi | said | army | army"],
    );
}

#[test]
fn the_corpora_keep_that_and_the_marks() {
    let tagged = |text: &str| {
        let segments = segment::segment(text, &page::clean(text));
        let encoding = Model::read_once(text, &segments);
        let quotes = find(text, &segments, &encoding, &entities::find(text, &segments, &encoding));
        quotes.iter().map(|quote| quote.tagged.of(text).to_string()).collect::<Vec<_>>()
    };
    assert_eq!(tagged("Russia said that the jets had left."), ["that the jets had left"]);
    assert_eq!(tagged("“The jets have left,” Anna Kovacs said."), ["“The jets have left,”"]);
    assert_eq!(
        tagged("Turkey said the deal was “a shame and a fraud.”"),
        ["the deal was “a shame and a fraud.”"]
    );
}

#[test]
fn nothing_makes_it_fail() {
    for text in [
        "",
        "\"",
        "“”",
        "said",
        "said,",
        ", said",
        "\"\" said",
        "according to",
        "According to ,",
        "“…,” said",
        "He said: ",
        "He said that",
        "“ “ “ said ” ” ”",
        "'' said ''",
        "told told told told",
        "said X said Y said",
        "(\"said\") said (\"",
        "asked to to to",
        "quoted as saying",
        "🙂 said “🙂”",
    ] {
        quotes(text);
        quotes(&format!("{text}\n\n{text}"));
    }
}

#[test]
fn many_marks_are_read() {
    for mark in ["\"", "'", "“", "”", "‘", "’", "« ", " »", "\" \"a\" ", "“a ‘b’ ", "'s "] {
        quotes(&mark.repeat(20_000 / mark.len()));
    }
    quotes(&"“He said, ".repeat(2_000));
    quotes(&"he said that ".repeat(2_000));
}
