//! Entities: the actors and places that the article speaks of, and every mention of each.
//!
//! Reads the text, its [`Segments`] and the [`Encoding`] of its words; sets [`Entities`]. Unnamed ones ("two Turkish sources") are candidates here:
//! [`crate::read()`] keeps those that speak or take part in an event.

mod appositions;
mod bearers;
mod clusters;
mod codes;
mod descriptions;
mod gazetteer;
mod genders;
mod layers;
mod names;
mod nations;
mod nominals;
mod pronouns;

pub(crate) use gazetteer::gazetteer;
pub use names::in_the_corpora;

use crate::encoder::Encoding;
use crate::places::Resolver;
use crate::reading::{EntityKind, Form, Layer, Place, Plover};
use crate::segment::Segments;
use crate::text::Span;

/// One real-world thing; its index in [`Entities::entities`] is its id.
#[derive(Clone, Debug, PartialEq)]
pub struct Entity {
    /// The fullest name in the text; for an unnamed one, its noun phrase.
    pub name: String,
    /// What it is.
    pub kind: EntityKind,
    /// Whether it has a proper name.
    pub named: bool,
    /// Where on the map it is.
    pub place: Option<Place>,
    /// Its PLOVER codes.
    pub plover: Option<Plover>,
}

/// One occurrence of an entity.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mention {
    /// The words: no determiner, no title, no possessive ending.
    pub span: Span,
    /// Index of its entity.
    pub entity: usize,
    /// Actor or place, here.
    pub layer: Layer,
    /// Name, nominal or pronoun.
    pub form: Form,
}

/// All entities and mentions of an article.
#[derive(Clone, Debug, Default)]
pub struct Entities {
    /// The entities.
    pub entities: Vec<Entity>,
    /// Their mentions in the order of the text; of two that start together the longer comes first. A mention may lie
    /// inside another ("Thailand" in "Thailand's foreign minister").
    pub mentions: Vec<Mention>,
    /// Pronouns that only refer: possessives, reflexives, and those for a place. They neither speak nor take part.
    pub references: Vec<Mention>,
    /// Adjectives of countries that nothing else in the text speaks of: "Russian air strikes". They take part in events,
    /// but do not speak.
    pub adjectives: Vec<Mention>,
}

impl Entities {
    /// The countries among the entities: the gazetteer's index of each, and its index here.
    pub(crate) fn countries(&self) -> impl Iterator<Item = (usize, usize)> + '_ {
        let countries = self.entities.iter().enumerate().filter(|(_, e)| e.kind == EntityKind::Country);
        countries.filter_map(|(index, e)| Some((gazetteer().meaning(&e.name)?.country?, index)))
    }

    /// The mentions that lie wholly inside `span`.
    pub fn within(&self, span: Span) -> impl DoubleEndedIterator<Item = &Mention> {
        let first = self.mentions.partition_point(|mention| mention.span.start < span.start);
        self.mentions[first..]
            .iter()
            .take_while(move |mention| mention.span.start < span.end)
            .filter(move |mention| mention.span.end <= span.end)
            .collect::<Vec<_>>()
            .into_iter()
    }
}

impl Entities {
    /// Whether `pronoun` is "he" and what else the text calls `entity` is a "she", or the other way round.
    pub fn is_called_otherwise(&self, text: &str, entity: usize, pronoun: &str) -> bool {
        let wanted = pronouns::gender_of(pronoun);
        let first = self.entities[entity].name.split(' ').next().and_then(genders::gender);
        let pronouns = self
            .mentions
            .iter()
            .chain(&self.references)
            .filter(|mention| mention.entity == entity && mention.form == Form::Pronoun);
        let mut told =
            pronouns.filter_map(|mention| pronouns::gender_of(&mention.span.of(text).to_lowercase()));
        let known = first.or_else(|| told.next());
        wanted.zip(known).is_some_and(|(wanted, known)| wanted != known)
    }
}

/// Finds the actors and places.
pub fn find(text: &str, segments: &Segments, encoding: &Encoding) -> Entities {
    let names = names::find(text, segments, encoding);
    let nominals = nominals::find(text, segments, encoding, &names);
    let told_of = appositions::find(segments, encoding, &names, &nominals);
    let mut entities = clusters::cluster(text, segments, &names, &nominals, &told_of);
    descriptions::join(text, segments, encoding, &mut entities);
    locate(text, &mut entities);
    let pronouns = pronouns::find(text, segments, encoding, &entities);
    let (references, pronouns) =
        pronouns.into_iter().partition(|mention| pronouns::only_refers(text, encoding, mention));
    entities.references = references;
    entities.mentions.extend::<Vec<Mention>>(pronouns);
    nations::add(text, segments, encoding, &mut entities);
    entities.mentions.sort_by_key(|mention| (mention.span.start, std::cmp::Reverse(mention.span.end)));
    entities
}

/// Puts the places on the map, each where its mentions most likely mean. Countries are there already, and speak for the
/// places in them.
fn locate(text: &str, found: &mut Entities) {
    let Entities { entities, mentions, .. } = found;
    let is_toponym = |mention: &&Mention| {
        let kind = entities[mention.entity].kind;
        mention.form == Form::Name && matches!(kind, EntityKind::Place | EntityKind::Country)
    };
    let toponyms: Vec<&Mention> = mentions.iter().filter(is_toponym).collect();
    let spans: Vec<Span> = toponyms.iter().map(|mention| mention.span).collect();
    let located = Resolver::released().resolve(text, &spans);
    let places: Vec<(usize, Place)> = toponyms
        .into_iter()
        .zip(located)
        .filter_map(|(mention, located)| Some((mention.entity, located?.place)))
        .collect();
    for (entity, place) in places {
        let Entity { kind, place: known, .. } = &mut entities[entity];
        if *kind == EntityKind::Place
            && known.as_ref().is_none_or(|known| known.confidence < place.confidence)
        {
            *known = Some(place);
        }
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::article::Article;
    use crate::encoder::Model;

    /// The named mentions of `text` as "words/layer/kind".
    fn names(text: &str) -> Vec<String> {
        let entities = read(text);
        let named = entities.mentions.iter().filter(|mention| mention.form == Form::Name);
        named
            .map(|mention| {
                let kind = entities.entities[mention.entity].kind;
                format!("{}/{:?}/{:?}", mention.span.of(text), mention.layer, kind).to_lowercase()
            })
            .collect()
    }

    pub(super) fn read(text: &str) -> Entities {
        let segments = Article::of(text).segments;
        find(text, &segments, &Model::read_once(text, &segments))
    }

    /// The entity that `words`, in their `nth` occurrence from 0, speak of.
    pub(super) fn entity(entities: &Entities, text: &str, words: &str, nth: usize) -> Option<usize> {
        let start = text.match_indices(words).nth(nth).map(|(at, _)| at)?;
        let span = Span::new(start, start + words.len());
        entities.mentions.iter().find(|mention| mention.span == span).map(|mention| mention.entity)
    }

    #[test]
    fn a_country_acts_or_is_where_it_happens() {
        let text = "Moscow said its envoy had met Ukraine's president in Turkey. Talks in Syria and Iraq will follow.";
        let expected = [
            "moscow/actor/country",
            "ukraine/actor/country",
            "turkey/place/country",
            "syria/place/country",
            "iraq/place/country",
        ];
        assert_eq!(names(text), expected);
    }

    #[test]
    fn a_capital_that_bears_something_is_its_government() {
        let text = "Norway called on Tehran to free the sailors. Two trams collided on a bridge in Tehran.";
        assert_eq!(names(text), ["norway/actor/country", "tehran/actor/country", "tehran/place/place"]);
    }

    #[test]
    fn capitals_act_whatever_the_encoder_takes_them_for() {
        let text = "Asmara rejected the charge. Jakarta expelled two envoys. Lisbon blamed Kinshasa for the delay, and a bomb hit Beirut's southern suburbs. Residents of Khartoum fled.";
        let expected = [
            "asmara/actor/country",
            "jakarta/actor/country",
            "lisbon/actor/country",
            "kinshasa/actor/country",
            "beirut/place/place",
            "khartoum/place/place",
        ];
        assert_eq!(names(text), expected);
    }

    #[test]
    fn a_body_is_of_the_country_that_owns_it() {
        let text = "Brazil's Supreme Court froze the accounts. The Supreme Court said so on Monday, and Russia's NATO envoy left.";
        let entities = read(text);
        let code = |words: &str, nth: usize| {
            let entity = &entities.entities[entity(&entities, text, words, nth)?];
            entity.plover.as_ref()?.country.clone()
        };
        assert_eq!(code("Supreme Court", 1).as_deref(), Some("BRA"));
        assert_eq!(code("Supreme Court", 0), code("Supreme Court", 1));
        assert_ne!(code("NATO", 0).as_deref(), Some("RUS"));
    }

    #[test]
    fn a_country_known_by_its_adjective_alone_can_take_part() {
        let text = "Russian air strikes hit a school. South Korean and Turkish jets took off.";
        let entities = read(text);
        let adjectives: Vec<&str> = entities.adjectives.iter().map(|mention| mention.span.of(text)).collect();
        assert_eq!(adjectives, ["Russian", "South Korean"]);
        assert_eq!(entities.entities[entities.adjectives[0].entity].name, "Russia");
    }

    #[test]
    fn a_dateline_says_where_its_country_is() {
        let text = "Strike spreads in the harbour\n\nPORT LOUIS, Mauritius — Dockers blocked the gates on Tuesday, police said.";
        assert_eq!(names(text), ["port louis/place/place", "mauritius/place/country"]);
    }

    #[test]
    fn who_is_given_something_acts_and_what_a_post_is_for_is_a_place() {
        let text = "Norway sent an ultimatum to Sudan. Japan lent $2 billion to Peru. Ships sailed to Egypt, the UN envoy for Mali said.";
        let found = names(text);
        for expected in
            ["sudan/actor/country", "peru/actor/country", "egypt/place/country", "mali/place/country"]
        {
            assert!(found.contains(&expected.to_string()), "no {expected} in {found:?}");
        }
    }

    #[test]
    fn faiths_feasts_and_illnesses_are_nobody_and_nowhere() {
        let text =
            "Doctors treat HIV in Lusaka. Pilgrims came to Mecca for the Hajj, the holiest feast of Islam.";
        assert_eq!(names(text), ["lusaka/place/place", "mecca/place/place"]);
    }

    #[test]
    fn an_attributive_us_is_no_name_where_the_us_is_named_elsewhere() {
        let text = "The US has closed its embassy. A US official and US allies met in Doha.";
        let found = names(text);
        assert_eq!(found.iter().filter(|name| name.starts_with("us/")).count(), 1, "{found:?}");
    }

    #[test]
    fn what_is_told_under_a_longer_or_shorter_name_is_one_body() {
        let text = "The US State Department condemned it. The State Department asked Bashar al-Assad to leave. Assad refused.";
        let entities = read(text);
        let of = |words: &str, nth: usize| entity(&entities, text, words, nth);
        assert!(of("US State Department", 0).is_some());
        assert_eq!(of("US State Department", 0), of("State Department", 1));
        assert_eq!(of("Bashar al-Assad", 0), of("Assad", 1));
    }

    #[test]
    fn a_government_in_lower_case_is_a_body_and_governments_are_a_group() {
        let text = "The government resigned on Monday, and parliament approved. Governments protested.";
        let entities = read(text);
        let kind = |words: &str| entity(&entities, text, words, 0).map(|index| entities.entities[index].kind);
        assert_eq!(kind("government"), Some(EntityKind::Organisation));
        assert_eq!(kind("parliament"), Some(EntityKind::Organisation));
        assert_eq!(kind("Governments"), Some(EntityKind::Group));
    }

    #[test]
    fn unnamed_sources_stay_apart() {
        let text = "A source said the talks failed. Another source denied it. The source spoke in Cairo. Two sources agreed.";
        let entities = read(text);
        let of = |words: &str, nth: usize| entity(&entities, text, words, nth);
        assert!(of("source", 0).is_some() && of("source", 1).is_some() && of("sources", 0).is_some());
        assert_ne!(of("source", 0), of("source", 1));
        assert_ne!(of("source", 0), of("sources", 0));
        assert_eq!(of("source", 1), of("source", 2));
    }

    #[test]
    fn titles_nationalities_and_openers_are_no_part_of_a_name() {
        let text = "On Monday Foreign Minister Salma Haddad met French President Paul Renard and Gen. Omar al-Khatib.";
        assert_eq!(
            names(text),
            ["salma haddad/actor/person", "paul renard/actor/person", "omar al-khatib/actor/person"]
        );
    }

    #[test]
    fn a_title_keeps_what_it_is_of() {
        let text = "Secretary of State John Hale and Minister of Education Stefania Rossi met the president of Peru.";
        assert_eq!(
            names(text),
            ["john hale/actor/person", "stefania rossi/actor/person", "peru/actor/country"]
        );
    }

    #[test]
    fn bodies_are_told_by_their_words() {
        let text = "The Ministry of Health and the Norwegian Refugee Council warned the government, Reuters reported.";
        let expected = [
            "ministry of health/actor/organisation",
            "norwegian refugee council/actor/organisation",
            "reuters/actor/organisation",
        ];
        assert_eq!(names(text), expected);
    }

    #[test]
    fn a_city_stands_where_a_city_can() {
        let text = "Police in Nice arrested him. It was a nice day for Mobile Solutions, a firm based near Goma, Congo.";
        let found = names(text);
        assert!(found.contains(&"nice/place/place".to_string()), "{found:?}");
        assert!(found.contains(&"goma/place/place".to_string()), "{found:?}");
        assert!(!found.iter().any(|name| name.starts_with("nice") && name.contains("actor")), "{found:?}");
    }

    #[test]
    fn surnames_and_pronouns_belong_to_the_full_name() {
        let text = "Mariam Okello runs the clinic. \"We are full,\" Okello said. She has asked for help.";
        let entities = read(text);
        let full = entity(&entities, text, "Mariam Okello", 0);
        assert!(full.is_some());
        assert_eq!(entity(&entities, text, "Okello", 1), full);
        assert_eq!(entity(&entities, text, "She", 0), full);
    }

    #[test]
    fn national_hardware_is_the_country_and_troops_are_a_group() {
        let text =
            "Turkish jets hit the town. Turkish soldiers crossed the border, two Kurdish sources said.";
        let entities = read(text);
        let kind = |words: &str| entity(&entities, text, words, 0).map(|index| entities.entities[index].kind);
        assert_eq!(kind("Turkish jets"), Some(EntityKind::Country));
        assert_eq!(kind("Turkish soldiers"), Some(EntityKind::Group));
        assert_eq!(kind("Kurdish sources"), Some(EntityKind::Group));
    }

    #[test]
    fn a_headline_in_title_case_names_only_what_is_known() {
        let text =
            "Two Dead As Storm Batters Northern Philippines\n\nTwo people died in the Philippines on Sunday.";
        assert_eq!(names(text), ["philippines/place/country", "philippines/place/country"]);
    }

    #[test]
    fn places_have_coordinates_in_the_country_of_the_article() {
        let text =
            "Fighting reached Tripoli. Lebanon sent troops to Tripoli, and Beirut asked for calm in Lebanon.";
        let entities = read(text);
        let place =
            entity(&entities, text, "Tripoli", 1).and_then(|index| entities.entities[index].place.clone());
        assert_eq!(place.and_then(|place| place.country).as_deref(), Some("LB"));
    }

    #[test]
    fn an_acronym_is_one_body_with_points_and_without_and_after_its_name_in_brackets() {
        let text = "The Kurdistan Workers' Party (PKK) fought on. The P.K.K. said so. The Harbour Pilots Association (UPO) struck, and the UPO won.";
        let entities = read(text);
        let of = |words: &str, nth: usize| entity(&entities, text, words, nth);
        assert!(of("P.K.K.", 0).is_some());
        assert_eq!(of("P.K.K.", 0), of("Kurdistan Workers' Party", 0));
        assert!(of("UPO", 1).is_some());
        assert_eq!(of("UPO", 1), of("Harbour Pilots Association", 0));
    }

    #[test]
    fn a_mayor_is_of_a_city_and_nobody_speaks_of_a_place() {
        let text =
            "'We will not give up,' says mayor of Lviv\n\nThe mayor said in Ankara that the road was shut.";
        let found = names(text);
        assert!(found.contains(&"lviv/place/place".to_string()), "{found:?}");
    }
}
