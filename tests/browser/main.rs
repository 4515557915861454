//! The page in real browsers, served and as the single file.
//!
//! Every case runs in each browser and from each place by itself, in a session of its own. Beside what it asserts, each
//! asserts that the page logs no error or warning, asks no other origin for anything, and asks for nothing at all once
//! its own files are in.

mod accessibility;
#[path = "../common/mod.rs"]
mod common;
mod correcting;
mod driver;
mod editing;
mod encoder;
mod exchange;
mod map;
mod memory;
mod page;
mod panels;
mod reading;
mod refusing;
mod session;
mod site;
mod typing;
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

everywhere! {
    reading: a_pasted_article_is_marked_up, layers_switch_on_and_off, pointing_at_a_quote_lights_it_up,
        clicking_scrolls_to_the_words, an_actor_filters_the_lists, search_finds_words, the_sample_is_read;
    editing: the_reading_follows_the_text, undo_brings_the_text_back, the_published_date_can_be_set;
    correcting: a_dismissed_quote_stays_away, a_dismissed_event_stays_away, a_changed_speaker_stays,
        speakers_are_chosen_among_all_names, an_unsure_speaker_is_set_at_once;
    panels: events_tell_whose_word_they_rest_on, events_are_narrowed_down, dated_events_stand_on_a_timeline,
        quotes_stand_by_speaker_or_in_another_order, quotes_are_searched, who_acts_on_whom_is_drawn_and_listed;
    map: places_are_marked_and_lead_to_the_text, the_map_moves_by_keys_and_by_hand, two_fingers_take_the_map_closer, a_place_that_was_put_elsewhere_stays_there;
    exchange: the_page_reads_as_the_native_binary, the_lists_can_be_downloaded, a_quote_can_be_cited,
        text_files_can_be_opened, html_files_are_opened_as_text, nothing_is_kept_unless_asked;
    refusing: markup_is_text, what_cannot_be_read_is_told, too_much_is_refused_with_the_limit;
    accessibility: axe_finds_nothing_in_the_light, axe_finds_nothing_in_the_dark;
}
