//! Entities: the actors and places that the article speaks of, and every mention of each.
//!
//! Reads the text and the [`Encoding`] of its words; sets [`Entities`]. Unnamed ones ("two Turkish sources") are candidates here:
//! [`crate::read()`] keeps those that speak or take part in an event.

mod clauses;
mod corpora;
mod describe;
mod gazetteer;
mod genders;
mod identity;
pub mod nationality;

use std::collections::HashMap;

pub use corpora::in_the_corpora;
pub(crate) use gazetteer::gazetteer;
pub use identity::Identity;
use identity::Told;

use crate::encoder::said::{self, Said};
use crate::encoder::{Class, Encoding};
use crate::lexicon;
use crate::places::{self, Located, Resolver};
use crate::reading::{EntityKind, Form, Layer, Place, Plover};
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
    /// Their mentions in the order of the text.
    pub mentions: Vec<Mention>,
    /// For each mention of the network's its entity; none for one that is nobody and nowhere.
    pub of: Vec<Option<usize>>,
    /// Who wrote the article, where it is one person: nobody speaks of him in it, but he may ask the questions.
    pub author: Option<usize>,
}

impl Entities {
    /// The mentions that lie wholly inside `span`.
    pub fn within(&self, span: Span) -> impl DoubleEndedIterator<Item = &Mention> {
        let first = self.mentions.partition_point(|mention| mention.span.start < span.start);
        let end = self.mentions.partition_point(|mention| mention.span.start < span.end);
        self.mentions[first..end].iter().filter(move |mention| mention.span.end <= span.end)
    }
}

/// Finds the actors and places; who is who is as the user says, where he does. `byline` names the author.
pub fn find(text: &str, encoding: &Encoding, byline: Option<Span>, by_user: &[Identity<Span>]) -> Entities {
    let said = &encoding.said;
    let spans: Vec<Span> = said.mentions.iter().map(|mention| encoding.span(&mention.words)).collect();
    let located = locate(text, said, &spans);
    let tell = |((mention, span), located): ((&said::Mention, &Span), &Option<Located>)| {
        told(text, encoding, mention, *span, located.as_ref())
    };
    let mut told: Vec<Told> = said.mentions.iter().zip(&spans).zip(&located).map(tell).collect();
    number_names(text, said, &spans, &mut told);
    let abbreviates = |at: usize| at > 0 && abbreviates(text, encoding, at);
    let rivals = clauses::rivals(text, encoding);
    let mut of = identity::identify(&said.mentions, &told, &rivals, abbreviates);
    identity::put_right(&mut of, &spans, by_user);
    let count = of.iter().flatten().max().map_or(0, |last| last + 1);
    let mut members: Vec<Vec<(&said::Mention, Span)>> = vec![Vec::new(); count];
    let mut states: Vec<Option<usize>> = vec![None; count];
    let mut mentions = Vec::new();
    for (((mention, span), entity), told) in said.mentions.iter().zip(&spans).zip(&of).zip(&told) {
        let Some(entity) = *entity else { continue };
        states[entity] = states[entity].or(told.state);
        if mention.class != Class::Pronoun {
            members[entity].push((mention, *span));
        }
        mentions.push(Mention { span: *span, entity, ..here(text, mention, *span) });
    }
    let entity = |(members, state): (&Vec<_>, &Option<usize>)| entity(text, said, members, *state);
    let entities = members.iter().zip(&states).map(entity).collect();
    let mut found = Entities { entities, mentions, of, author: None };
    found.put_on_the_map(located);
    let nations = nationality::Nations::of(text, encoding, &found);
    for (entity, members) in found.entities.iter_mut().zip(&members) {
        let acts = entity.kind != EntityKind::Place
            || members.iter().any(|(mention, _)| mention.class != Class::Place);
        if acts && entity.plover.is_none() {
            entity.plover = describe::codes(&entity.name, members, &said.labels, &nations);
        }
    }
    found.author = byline.and_then(|byline| found.with_author(byline.of(text)));
    found
}

/// Whether a mention is the short name in brackets after the name before it: "Union of Dockers (UOD)".
fn abbreviates(text: &str, encoding: &Encoding, at: usize) -> bool {
    let [full, short] = [at - 1, at].map(|at| &encoding.said.mentions[at]);
    let is_bracket =
        full.words.end + 1 == short.words.start && encoding.words[full.words.end].of(text) == "(";
    let letters = encoding.span(&short.words).of(text);
    let is_short = letters.len() < 9 && letters.chars().all(|c| c.is_uppercase() || c == '.');
    is_bracket && is_short && full.class == Class::Named && short.class == Class::Named
}

/// What a mention is told to be. Its state is told by the state's own name, by its capital's or its people's where the network
/// takes it for one. What is `located` elsewhere, as Georgia beside Atlanta, is no state.
fn told(
    text: &str,
    encoding: &Encoding,
    mention: &said::Mention,
    span: Span,
    located: Option<&Located>,
) -> Told {
    let words = span.of(text);
    let kind = describe::kind(&[(mention, span)], &encoding.said.labels);
    let is_name = matches!(mention.class, Class::Named | Class::Place);
    let meaning = gazetteer().meaning(words).filter(|_| is_name);
    let is_elsewhere = located.is_some_and(|located| {
        !matches!(located.kind, places::Kind::Country | places::Kind::Capital)
            && located.place.confidence > 0.5
    });
    let is_state = !matches!(kind, EntityKind::Person) && !is_elsewhere;
    let country = meaning.and_then(|meaning| meaning.country).filter(|_| is_state);
    let acts = mention.class == Class::Named;
    let is_city =
        !acts && meaning.is_some_and(|meaning| meaning.country.is_none() && meaning.capital_of.is_some());
    let others = meaning.filter(|_| acts).and_then(|meaning| meaning.capital_of.or(meaning.people_of));
    let first = words.split_once(' ').and_then(|(first, _)| genders::gender(first));
    let word = |back: usize| {
        mention.words.start.checked_sub(back).map_or("", |before| encoding.words[before].of(text))
    };
    let before = word(1);
    // "his spokeswoman, Dee Hart", "spokeswoman Dee Hart"
    let noun = genders::gender(&word(if before == "," { 2 } else { 1 }).to_lowercase());
    let is_person = kind == EntityKind::Person && is_name;
    Told {
        story: encoding.story(mention.words.start),
        state: country.or(others),
        name: None,
        gender: mention.gender.or(first.or(noun).filter(|_| is_person)),
        is_thing: mention.class != Class::Pronoun
            && matches!(kind, EntityKind::Organisation | EntityKind::Country | EntityKind::Place),
        is_city,
        is_another: mention.class == Class::Unnamed && before.eq_ignore_ascii_case("another"),
        is_nobody: is_name && is_storm(words, before),
    }
}

/// Gives the same number to names of several words that are written alike.
fn number_names(text: &str, said: &Said, spans: &[Span], told: &mut [Told]) {
    let mut numbers: HashMap<&str, usize> = HashMap::new();
    for ((mention, span), told) in said.mentions.iter().zip(spans).zip(told) {
        if mention.class == Class::Named && mention.words.len() > 1 {
            let next = numbers.len();
            told.name = Some(*numbers.entry(span.of(text)).or_insert(next));
        }
    }
}

/// Whether a name is a storm's: "Storm Boris", or what stands after "Hurricane".
fn is_storm(name: &str, before: &str) -> bool {
    let is = |word: &str| lexicon::is(&word.to_lowercase(), "storm");
    let is_named = name.split_once(' ').is_some_and(|(first, rest)| is(first) && !rest.contains(' '));
    is(before) || is_named
}

/// What a mention is where it stands.
fn here(text: &str, mention: &said::Mention, span: Span) -> Mention {
    let layer = if mention.class == Class::Place { Layer::Place } else { Layer::Actor };
    let form = match mention.class {
        Class::Pronoun => Form::Pronoun,
        _ if describe::is_name(text, mention, span) => Form::Name,
        _ => Form::Nominal,
    };
    Mention { span, entity: 0, layer, form }
}

/// The entity of some mentions, which is a state if one of them names it.
fn entity(text: &str, said: &Said, members: &describe::Members, state: Option<usize>) -> Entity {
    let kind = describe::kind(members, &said.labels);
    // A capital that acts is its state.
    let acts = kind != EntityKind::Person && members.iter().any(|(mention, _)| mention.class == Class::Named);
    if let Some(country) = state.filter(|_| kind == EntityKind::Country || acts) {
        let state = &gazetteer().countries[country];
        return Entity {
            name: state.name.to_string(),
            kind: EntityKind::Country,
            named: true,
            place: Some(gazetteer().place_of_country(country)),
            plover: describe::code(state.iso3, ""),
        };
    }
    let name = describe::name(text, members);
    Entity { name, kind, named: describe::is_named(text, members), place: None, plover: None }
}

/// Where the mentions are that the network takes for places, each with what the article says of the others. Countries are
/// among them, and speak for the places in them.
fn locate(text: &str, said: &Said, spans: &[Span]) -> Vec<Option<Located>> {
    let is_toponym = |(mention, span): &(&said::Mention, &Span)| {
        let kind = describe::kind(&[(*mention, **span)], &said.labels);
        matches!(kind, EntityKind::Place | EntityKind::Country)
            && here(text, mention, **span).form == Form::Name
    };
    let places = said.mentions.iter().zip(spans).enumerate().filter(|(_, mention)| is_toponym(mention));
    let (at, toponyms): (Vec<usize>, Vec<Span>) = places.map(|(at, (_, span))| (at, *span)).unzip();
    let mut located = vec![None; spans.len()];
    for (at, place) in at.into_iter().zip(Resolver::released().resolve(text, &toponyms)) {
        located[at] = place;
    }
    located
}

impl Entities {
    /// The entity of the one person that a byline names; a new one where the text does not speak of him.
    fn with_author(&mut self, byline: &str) -> Option<usize> {
        let is_one = !byline.contains([',', '&', '/', '|']) && !byline.contains(" and ");
        let known = self.entities.iter().position(|entity| entity.name == byline);
        let new = || Entity {
            name: byline.to_string(),
            kind: EntityKind::Person,
            named: true,
            place: None,
            plover: describe::code("", "JRN"),
        };
        is_one.then(|| {
            known.unwrap_or_else(|| {
                self.entities.push(new());
                self.entities.len() - 1
            })
        })
    }

    /// Puts each place where it most likely is by one of its mentions, `located` in the order of the network's.
    fn put_on_the_map(&mut self, located: Vec<Option<Located>>) {
        let mut best: Vec<Option<Located>> = vec![None; self.entities.len()];
        for (entity, located) in self.of.iter().zip(located) {
            let (Some(entity), Some(located)) = (*entity, located) else { continue };
            let known = &mut best[entity];
            if known.as_ref().is_none_or(|known| known.place.confidence < located.place.confidence) {
                *known = Some(located);
            }
        }
        for (entity, located) in self.entities.iter_mut().zip(best) {
            let Some(Located { kind, place, .. }) = located else { continue };
            // A country that is also known by its capital stays where it is.
            let is_it = entity.place.is_none() || kind == places::Kind::Country;
            if !matches!(entity.kind, EntityKind::Place | EntityKind::Country) || !is_it {
                continue;
            }
            // Named like a state, it is none.
            let is_namesake =
                gazetteer().meaning(&entity.name).is_some_and(|meaning| meaning.country.is_some());
            if is_namesake && kind != places::Kind::Country {
                entity.kind = EntityKind::Place;
            }
            entity.place = Some(place);
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
        find(text, &Model::read_once(text, &segments), None, &[])
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
            "turkey/place/place",
            "syria/place/place",
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
    fn a_storm_is_nobody() {
        let text = "Typhoon Nari killed nine people in Manila. Storm Petra felled trees, and Hurricane Olga drew near.";
        let found = names(text);
        assert!(
            !found.iter().any(|name| ["nari", "petra", "olga"].iter().any(|storm| name.contains(storm))),
            "{found:?}"
        );
    }

    #[test]
    fn whoever_tells_somebody_something_is_somebody_else() {
        let text = "Judge Helen Ostrow fined Joanne Varga. She told Varga that the law was clear.";
        let entities = read(text);
        let of = |words: &str, nth: usize| entity(&entities, text, words, nth);
        assert_eq!(of("She", 0), of("Helen Ostrow", 0));
        assert_eq!(of("Varga", 1), of("Joanne Varga", 0));
    }

    #[test]
    fn a_dateline_says_where_its_country_is() {
        let text = "Strike spreads in the harbour\n\nPORT LOUIS, Mauritius — Dockers blocked the gates on Tuesday, police said.";
        assert_eq!(names(text), ["port louis/place/place", "mauritius/place/place"]);
    }

    #[test]
    fn who_is_given_something_acts_and_what_a_post_is_for_is_a_place() {
        let text = "Norway sent an ultimatum to Sudan. Japan lent $2 billion to Peru. Ships sailed to Egypt, the UN envoy for Mali said.";
        let found = names(text);
        for expected in
            ["sudan/actor/country", "peru/actor/country", "egypt/place/place", "mali/actor/country"]
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
        let text = "The Ministry of Health warned the Norwegian Refugee Council, Reuters reported.";
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
        assert!(found.iter().any(|name| name.starts_with("lviv/") && name.ends_with("/place")), "{found:?}");
        assert!(found.contains(&"ankara/place/place".to_string()), "{found:?}");
    }
}
