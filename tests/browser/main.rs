//! The page in real browsers, served and as the single file.
//!
//! Every case runs in a session of its own: most in each browser and from each place, those that ask nothing of either once. Beside what it asserts, each
//! asserts that the page logs no error or warning, asks no other origin for anything, and asks for nothing at all once
//! its own files are in.

mod accessibility;
mod arriving;
mod choosing;
#[path = "../common/mod.rs"]
mod common;
mod correcting;
mod driver;
mod editing;
mod encoder;
mod exchange;
mod exporting;
mod failing;
mod findings;
mod help;
mod keeping;
mod layout;
mod map;
mod memory;
mod origin;
mod page;
mod panels;
mod putting_right;
mod reading;
mod refusing;
mod screenshots;
mod session;
mod site;
mod tabs;
mod typing;
mod undoing;
mod watch;
mod webkit;

/// One test a case, for one browser and one place.
macro_rules! cases {
    ($browser:ident, $place:ident, $($file:ident: $($case:ident),+;)+) => {
        $($(
            #[test]
            fn $case() {
                crate::session::run(
                    stringify!($case),
                    crate::driver::Browser::$browser,
                    crate::session::Place::$place,
                    crate::$file::$case,
                );
            }
        )+)+
    };
}

/// All cases in both browsers, from both places.
macro_rules! everywhere {
    ($($list:tt)+) => {
        mod chromium_served { cases!(Chromium, Server, $($list)+); }
        mod chromium_file { cases!(Chromium, File, $($list)+); }
        mod firefox_served { cases!(Firefox, Server, $($list)+); }
        mod firefox_file { cases!(Firefox, File, $($list)+); }
    };
}

/// In both browsers, from the server: how they edit, and what is fetched, hangs on the browser alone.
macro_rules! served {
    ($($list:tt)+) => {
        mod chromium { cases!(Chromium, Server, $($list)+); }
        mod firefox { cases!(Firefox, Server, $($list)+); }
    };
}

/// In both browsers, from disk: what browsers do with files alone.
macro_rules! from_disk {
    ($($list:tt)+) => {
        mod chromium_disk { cases!(Chromium, File, $($list)+); }
        mod firefox_disk { cases!(Firefox, File, $($list)+); }
    };
}

/// In one browser, from one place: what hangs on neither.
macro_rules! once {
    ($($list:tt)+) => {
        mod once { cases!(Chromium, Server, $($list)+); }
    };
}

/// In one browser, from disk: what has to be in the single file.
macro_rules! single {
    ($($list:tt)+) => {
        mod single { cases!(Firefox, File, $($list)+); }
    };
}

single! {
    findings: the_page_says_what_it_is_made_of;
}

from_disk! {
    keeping: files_share_what_is_kept_as_the_page_says;
}

served! {
    arriving: another_page_hands_its_words_over, rich_text_is_pasted_without_what_stands_around_it;
    undoing: undo_belongs_to_the_last_thing_done, a_replaced_text_comes_back_whole, files_may_be_dropped_anywhere;
    keeping: a_browser_that_has_blocked_storage_reads_all_the_same;
    failing: what_could_not_be_loaded_is_tried_again, a_worker_that_stops_is_started_again,
        a_text_can_be_pasted_before_the_program_is_there;
}

once! {
    arriving: a_pdf_goes_in_and_quotes_come_out_as_a_table, what_cannot_be_opened_says_what_to_do,
        several_files_are_opened_at_once, an_export_is_opened_with_what_was_put_right, a_pasted_address_is_answered,
        a_page_that_waits_in_vain_says_so;
    origin: the_date_and_the_headline_are_the_persons_word;
    exporting: only_what_is_listed_is_saved_if_one_says_so, an_event_is_copied_as_a_sentence_with_its_citation,
        the_report_is_opened_and_printed;
    choosing: one_choice_is_heeded_by_all_panels;
    correcting: the_focus_stays_in_the_list;
    keeping: what_was_put_right_is_there_when_it_is_opened_again, where_nothing_can_be_kept_it_is_said_and_all_works;
    putting_right: a_wrong_speaker_and_a_wrong_recipient_are_put_right, two_of_one_name_are_split,
        selected_words_become_what_they_are, a_quote_takes_the_words_that_are_selected,
        an_event_takes_a_mode, cards_are_marked_and_noted,
        lines_are_read_or_not_as_the_person_says;
    findings: what_is_not_read_is_grey_and_can_be_read, a_denial_is_told_as_one_and_each_passage_with_its_source;
    layout: a_phone_has_all_within_reach, selected_words_are_tapped_on_on_a_phone, paper_has_the_whole_text_and_the_drawings, the_keys_go_from_card_to_card;
    map: two_fingers_take_the_map_closer;
    reading: the_article_is_set_for_reading, a_long_text_is_shown_as_it_is_read;
    panels: what_is_less_sure_is_folded_away;
    help: an_empty_page_says_what_to_do, colours_are_the_persons_choice;
    tabs: one_panel_is_open_and_the_address_says_which, words_in_the_text_open_their_card,
        a_linked_card_is_held_once_its_reading_is_back, keys_walk_the_cards_and_dismiss_one;
    accessibility: axe_finds_nothing_in_the_light, axe_finds_nothing_in_the_dark;
}

everywhere! {
    arriving: every_form_is_opened;
    reading: a_pasted_article_is_marked_up, layers_switch_on_and_off, pointing_at_a_quote_lights_it_up,
        clicking_scrolls_to_the_words, an_actor_filters_the_lists, search_finds_words, the_sample_is_read;
    editing: the_reading_follows_the_text, undo_brings_the_text_back, the_published_date_can_be_set;
    correcting: a_dismissed_quote_stays_away, a_dismissed_event_stays_away, a_changed_speaker_stays,
        speakers_are_chosen_among_all_names, an_unsure_speaker_is_set_at_once;
    panels: events_tell_whose_word_they_rest_on, events_are_narrowed_down, dated_events_stand_on_a_timeline,
        quotes_stand_by_speaker_or_in_another_order, quotes_are_searched, who_acts_on_whom_is_drawn_and_listed;
    map: places_are_marked_and_lead_to_the_text, the_map_moves_by_keys_and_by_hand, a_place_that_was_put_elsewhere_stays_there;
    exporting: every_form_is_saved_and_reads_back;
    exchange: the_page_reads_as_the_native_binary, a_quote_can_be_cited,
        text_files_can_be_opened, html_files_are_opened_as_text, nothing_is_kept_unless_asked;
    keeping: two_tabs_share_one_record, what_earlier_versions_kept_is_taken_over,
        a_page_that_is_closed_at_once_loses_nothing, the_shelf_finds_and_gives_back;
    refusing: markup_is_text, what_cannot_be_read_is_told, too_much_is_refused_with_the_limit;
}
