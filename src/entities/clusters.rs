//! Entities: which mentions speak of the same thing.

use std::collections::{HashMap, HashSet};

use super::bearers::Bearers;
use super::gazetteer::{NameWord, gazetteer};
use super::layers;
use super::names::{Class, Name, without_points};
use super::nominals::Nominal;
use super::{Entities, Entity, Mention, codes};
use crate::reading::{EntityKind, Form, Layer, Plover};
use crate::segment::{Segments, Token, TokenKind};

/// Makes the entities of `names` and `nominals`, each in the order of the text. `told_of` has for each nominal the name
/// that it stands in apposition to.
pub fn cluster(
    text: &str,
    segments: &Segments,
    names: &[Name],
    nominals: &[Nominal],
    told_of: &[Option<usize>],
) -> Entities {
    let mut clusters = Clusters::new(text, segments);
    clusters.learn(names);
    for name in names {
        clusters.add_name(name);
    }
    let of_names: Vec<usize> = clusters.found.mentions.iter().map(|mention| mention.entity).collect();
    let mut keyed: Vec<(&Nominal, Option<usize>)> =
        nominals.iter().zip(told_of.iter().map(|name| name.map(|name| of_names[name]))).collect();
    keyed.sort_by_key(|(nominal, _)| nominal.tokens.start);
    for (nominal, told_of) in &keyed {
        clusters.learn_nominal(nominal, *told_of);
    }
    for (nominal, told_of) in keyed {
        clusters.add_nominal(nominal, told_of);
    }
    codes::add(text, segments, names, nominals, told_of, &of_names, &mut clusters.found);
    clusters.finish()
}

struct Clusters<'t> {
    text: &'t str,
    segments: &'t Segments,
    found: Entities,
    /// The entity of a name's spelling or a country's code.
    by_key: HashMap<String, usize>,
    bearers: Bearers,
    /// The full name of a body for its acronym, or for its class word alone.
    short_forms: HashMap<String, String>,
    /// The country named before a body, where it is first named with one: "Brazil's Supreme Court".
    owners: HashMap<&'t str, usize>,
    /// The last entity that a head noun, in its number, stood for.
    by_head: HashMap<String, usize>,
    /// The keys of noun phrases that an article like "a" has introduced somebody by.
    introduced: HashSet<String>,
}

impl<'t> Clusters<'t> {
    fn new(text: &'t str, segments: &'t Segments) -> Self {
        Clusters {
            text,
            segments,
            found: Entities::default(),
            by_key: HashMap::new(),
            bearers: Bearers::default(),
            short_forms: HashMap::new(),
            owners: HashMap::new(),
            by_head: HashMap::new(),
            introduced: HashSet::new(),
        }
    }

    fn words(&self, name: &Name) -> &'t str {
        self.segments.span(name.tokens.clone()).of(self.text)
    }

    /// First pass: full names and acronyms.
    fn learn(&mut self, names: &[Name]) {
        for name in names {
            let words = self.words(name);
            match name.class {
                Class::Person if name.tokens.len() > 1 => self.bearers.learn(words),
                Class::Organisation if name.tokens.len() > 1 => self.learn_body(words),
                _ => {}
            }
            if let Some(owner) = self.owner(name).filter(|_| name.class == Class::Organisation) {
                self.owners.entry(words).or_insert(owner);
            }
        }
        names.windows(2).for_each(|pair| self.learn_acronym(&pair[0], &pair[1]));
    }

    /// The country before a name: "Brazil's Supreme Court", "the Brazilian Supreme Court".
    fn owner(&self, name: &Name) -> Option<usize> {
        let tokens = &self.segments.tokens;
        let before = name.tokens.start.checked_sub(1)?;
        if tokens[before].kind != TokenKind::Possessive {
            return gazetteer().meaning(tokens[before].span.of(self.text))?.adjective_of;
        }
        // "South Africa's": the longest one counts.
        let mut starts = (before.saturating_sub(3)..before).map(|start| self.segments.span(start..before));
        starts.find_map(|span| gazetteer().meaning(span.of(self.text))?.country)
    }

    /// "KCNA" and "the Agency" are the Korean Central News Agency, and "the State Department" is the US State Department.
    fn learn_body(&mut self, words: &str) {
        self.short_forms.entry(initials(words)).or_insert_with(|| words.to_string());
        if let Some((first, rest)) = words.split_once(' ').filter(|(_, rest)| rest.contains(' ')) {
            let nation = gazetteer().meaning(first);
            if nation.is_some_and(|nation| nation.country.or(nation.adjective_of).is_some()) {
                self.short_forms.entry(rest.to_string()).or_insert_with(|| words.to_string());
            }
        }
        let is_class = |word: &&str| matches!(gazetteer().name_word(word), Some((NameWord::Organisation, _)));
        for word in words.split_whitespace().filter(is_class) {
            self.short_forms.entry(word.to_string()).or_insert_with(|| words.to_string());
        }
    }

    /// The body "Union of Dockers (UOD)" is called by what follows it in brackets.
    fn learn_acronym(&mut self, full: &Name, short: &Name) {
        let tokens = &self.segments.tokens;
        let in_brackets = full.tokens.end + 1 == short.tokens.start
            && tokens[full.tokens.end].is_mark("(")
            && tokens.get(short.tokens.end).is_some_and(|next| next.is_mark(")"));
        let letters = self.words(short);
        let is_acronym =
            letters.len() < 8 && !letters.contains(' ') && !letters.chars().skip(1).any(char::is_lowercase);
        if in_brackets && is_acronym && full.class == Class::Organisation && short.class == full.class {
            self.short_forms.insert(letters.to_string(), self.words(full).to_string());
        }
    }

    /// The word before a name in its sentence, in lower case.
    fn before(&self, name: &Name) -> &'t str {
        let tokens = &self.segments.tokens;
        let before = name.tokens.start.checked_sub(1).map(|at| &tokens[at]);
        before
            .filter(|token| token.sentence == tokens[name.tokens.start].sentence)
            .map_or("", |token| &token.lower)
    }

    fn add_name(&mut self, name: &Name) {
        let words = self.words(name);
        let span = self.segments.span(name.tokens.clone());
        let (layer, acts_for) = layers::layer(self.text, self.segments, name);
        let entity = match name.class {
            Class::Country(country) => self.country(country),
            Class::Place => match acts_for {
                Some(country) => self.country(country),
                None => self.place(words),
            },
            Class::Person => {
                let full = self.bearers.full_name(words, self.before(name)).unwrap_or(words).to_string();
                self.entity(format!("person {full}"), || named(&full, EntityKind::Person, None))
            }
            Class::Organisation => self.body(words),
            Class::People => self.entity(format!("people {words}"), || named(words, EntityKind::Group, None)),
        };
        self.lengthen(entity, words, name.class);
        self.found.mentions.push(Mention { span, entity, layer, form: Form::Name });
    }

    /// The name shown is the fullest one in the text.
    fn lengthen(&mut self, entity: usize, words: &str, class: Class) {
        let shown = &mut self.found.entities[entity].name;
        if matches!(class, Class::Person | Class::Organisation) && words.len() > shown.len() {
            *shown = words.to_string();
        }
    }

    fn body(&mut self, words: &str) -> usize {
        let plain = without_points(words);
        let spelt = plain.as_deref().unwrap_or(words);
        let full = self.short_forms.get(spelt).map_or(spelt, String::as_str).to_string();
        let meaning = gazetteer().meaning(words).or_else(|| gazetteer().meaning(&full));
        let known = national_body(&full).or_else(|| meaning?.body);
        let owner = self.owners.get(spelt).map(|owner| gazetteer().countries[*owner].iso3);
        let (key, plover) = match known {
            Some(known) => {
                let body = &gazetteer().bodies[known];
                // Alliances and armed groups are whose they are, whoever is a member.
                let is_of_state = matches!(body.sector, "GOV" | "JUD" | "LEG" | "MIL" | "COP");
                match owner.filter(|owner| is_of_state && *owner != body.country) {
                    Some(owner) => (format!("body {}", full.to_lowercase()), code(owner, body.sector)),
                    None => (format!("known body {known}"), code(body.country, body.sector)),
                }
            }
            None => (format!("body {}", full.to_lowercase()), None),
        };
        self.entity(key, || named(&full, EntityKind::Organisation, plover))
    }

    fn country(&mut self, index: usize) -> usize {
        self.entity(format!("country {index}"), || country_entity(index))
    }

    fn place(&mut self, words: &str) -> usize {
        let spelt = super::names::capitalised(words);
        let meaning = gazetteer().meaning(words).or_else(|| gazetteer().meaning(&spelt));
        let shown = if meaning.is_some() && words.chars().all(|c| !c.is_lowercase()) {
            spelt
        } else {
            words.to_string()
        };
        self.entity(format!("place {shown}"), || named(&shown, EntityKind::Place, None))
    }

    /// "Australian woman" is whom the article calls so in an apposition, before it and after.
    fn learn_nominal(&mut self, nominal: &Nominal, told_of: Option<usize>) {
        if let Some(entity) = told_of.filter(|_| nominal.tokens != nominal.head && !nominal.is_named) {
            self.by_key.entry(self.key(nominal)).or_insert(entity);
        }
    }

    /// Modifiers and head, and what it is of: "president of Peru" is another than "president of Chile".
    fn key(&self, nominal: &Nominal) -> String {
        let start = self.segments.span(nominal.tokens.clone()).start;
        let modifiers = &self.text[start..self.segments.tokens[nominal.head.start].span.start];
        let mut key = format!("nominal {}{}", modifiers.to_lowercase(), self.head(nominal));
        let behind = self.segments.tokens[nominal.tokens.end..].iter().take(3);
        let mut owner = behind.filter(|token| token.lower != "the").map(|token| &*token.lower);
        let is_one = nominal.role.noun.ends_with(&*self.segments.tokens[nominal.head.end - 1].lower);
        if is_one && owner.next() == Some("of") {
            key.extend([" of ", owner.next().unwrap_or_default()]);
        }
        key
    }

    /// The head noun in its number: "sources" are others than "source".
    fn head(&self, nominal: &Nominal) -> String {
        self.segments.span(nominal.head.clone()).of(self.text).to_lowercase()
    }

    /// Whether the words before say that this is somebody else than whom the same words have stood for: "another source",
    /// or "a source" for the second time.
    fn is_another(&mut self, nominal: &Nominal, key: &str) -> bool {
        let before = nominal.tokens.start.checked_sub(1).map(|at| &self.segments.tokens[at]);
        let same_sentence =
            |token: &&Token| token.sentence == self.segments.tokens[nominal.tokens.start].sentence;
        match before.filter(same_sentence).map_or("", |token| &*token.lower) {
            "another" | "other" | "second" | "third" => true,
            "a" | "an" => !self.introduced.insert(key.to_string()),
            _ => self.segments.tokens[nominal.tokens.start].lower == "other",
        }
    }

    fn add_nominal(&mut self, nominal: &Nominal, told_of: Option<usize>) {
        let span = self.segments.span(nominal.tokens.clone());
        let words = span.of(self.text);
        let bare = nominal.tokens == nominal.head;
        let entity = match (
            nominal.is_country.then_some(nominal.country).flatten(),
            self.by_head.get(&self.head(nominal)),
        ) {
            (Some(country), _) => self.country(country),
            _ if told_of.is_some() && !nominal.is_named => told_of.unwrap_or_default(),
            (None, Some(last)) if bare && self.is_definite(nominal) => *last,
            _ => {
                let key = self.key(nominal);
                if self.is_another(nominal, &key) {
                    self.by_key.remove(&key);
                }
                let plover =
                    code(nominal.country.map_or("", |c| gazetteer().countries[c].iso3), nominal.role.sector);
                let is_body = nominal.is_named
                    || nominal.is_state_body(&self.segments.tokens[nominal.head.end - 1].lower);
                let kind = if is_body { EntityKind::Organisation } else { EntityKind::Group };
                self.entity(key, || Entity { named: nominal.is_named, ..named(words, kind, plover) })
            }
        };
        self.by_head.insert(self.head(nominal), entity);
        let form = if nominal.is_named { Form::Name } else { Form::Nominal };
        self.found.mentions.push(Mention { span, entity, layer: Layer::Actor, form });
    }

    /// Whether "the", "that" or "its" stands before and no "of" behind: the reader has met it.
    fn is_definite(&self, nominal: &Nominal) -> bool {
        let next = self.segments.tokens.get(nominal.tokens.end);
        next.is_none_or(|next| next.lower != "of")
            && nominal.tokens.start.checked_sub(1).is_some_and(|before| {
                matches!(&*self.segments.tokens[before].lower, "the" | "this" | "that" | "these" | "those")
            })
    }

    fn entity(&mut self, key: String, make: impl FnOnce() -> Entity) -> usize {
        let entities = &mut self.found.entities;
        *self.by_key.entry(key).or_insert_with(|| {
            entities.push(make());
            entities.len() - 1
        })
    }

    fn finish(mut self) -> Entities {
        self.found.mentions.sort_by_key(|mention| (mention.span.start, std::cmp::Reverse(mention.span.end)));
        self.found
    }
}

/// The country at `index` of the gazetteer.
pub fn country_entity(index: usize) -> Entity {
    let country = &gazetteer().countries[index];
    Entity {
        place: Some(gazetteer().place_of_country(index)),
        ..named(country.name, EntityKind::Country, code(country.iso3, ""))
    }
}

fn named(name: &str, kind: EntityKind, plover: Option<Plover>) -> Entity {
    Entity { name: name.to_string(), kind, named: true, place: None, plover }
}

/// The body that a name means without the state before it: "US State Department".
fn national_body(name: &str) -> Option<usize> {
    let (first, rest) = name.split_once(' ')?;
    let (nation, body) = (gazetteer().meaning(first)?, gazetteer().meaning(rest)?.body?);
    let country = nation.country.or(nation.adjective_of)?;
    (gazetteer().bodies[body].country == gazetteer().countries[country].iso3).then_some(body)
}

pub fn code(country: &str, sector: &str) -> Option<Plover> {
    let cell = |text: &str| (!text.is_empty()).then(|| text.to_string());
    (!country.is_empty() || !sector.is_empty())
        .then(|| Plover { country: cell(country), sector: cell(sector) })
}

/// "Korean Central News Agency" to "KCNA".
fn initials(words: &str) -> String {
    words
        .split(|c: char| c.is_whitespace() || c == '-')
        .filter_map(|word| word.chars().next())
        .filter(|letter| letter.is_uppercase())
        .collect()
}
