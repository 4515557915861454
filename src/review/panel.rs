//! The panels beside the text, and their addresses, which hold nothing of the article's words.

use crate::review::lookup::Part;

/// A panel; one of them is open.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Panel {
    /// Who did what to whom.
    #[default]
    Events,
    /// Who said what.
    Quotes,
    /// Who can act.
    Actors,
    /// The map and its list.
    Places,
    /// Who acts on whom.
    Network,
    /// The dated events.
    Timeline,
}

/// A panel, and the card that is held in it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Address {
    /// The panel.
    pub panel: Panel,
    /// The id of the card's event, quote or entity.
    pub card: Option<usize>,
}

impl Panel {
    /// All of them, in order.
    pub const ALL: [Panel; 6] =
        [Panel::Events, Panel::Quotes, Panel::Actors, Panel::Places, Panel::Network, Panel::Timeline];

    /// Its name in the page and in addresses.
    pub fn id(self) -> &'static str {
        match self {
            Panel::Events => "events",
            Panel::Quotes => "quotes",
            Panel::Actors => "actors",
            Panel::Places => "places",
            Panel::Network => "network",
            Panel::Timeline => "timeline",
        }
    }

    /// Its title.
    pub fn title(self) -> &'static str {
        match self {
            Panel::Events => "Events",
            Panel::Quotes => "Quotes",
            Panel::Actors => "People & bodies",
            Panel::Places => "Places",
            Panel::Network => "Network",
            Panel::Timeline => "Timeline",
        }
    }
}

impl Address {
    /// The part of a page's address after "#": "/quotes", "/quotes/3".
    pub fn fragment(self) -> String {
        let panel = self.panel.id();
        match self.card {
            Some(card) => format!("/{panel}/{card}"),
            None => format!("/{panel}"),
        }
    }

    /// What a fragment says, with its "#" or without; none where it says nothing of panels.
    pub fn of_fragment(fragment: &str) -> Option<Self> {
        let mut parts = fragment.trim_start_matches('#').strip_prefix('/')?.split('/');
        let name = parts.next()?;
        let panel = Panel::ALL.into_iter().find(|panel| panel.id() == name)?;
        Some(Address { panel, card: parts.next().and_then(|card| card.parse().ok()) })
    }

    /// What is lit up for its card.
    pub fn part(self) -> Option<Part> {
        let id = self.card?;
        match self.panel {
            Panel::Events | Panel::Timeline => Some(Part::Event(id)),
            Panel::Quotes => Some(Part::Quote(id)),
            Panel::Actors | Panel::Places => Some(Part::Entity(id)),
            Panel::Network => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_leads_back_to_its_panel_and_card() {
        for panel in Panel::ALL {
            for card in [None, Some(0), Some(17)] {
                let address = Address { panel, card };
                assert_eq!(Address::of_fragment(&format!("#{}", address.fragment())), Some(address));
            }
        }
        assert_eq!(Address { panel: Panel::Quotes, card: Some(3) }.part(), Some(Part::Quote(3)));
    }

    #[test]
    fn other_fragments_say_nothing() {
        for fragment in ["", "#", "#events", "#/novels", "#/"] {
            assert_eq!(Address::of_fragment(fragment), None, "{fragment}");
        }
        let odd = Address::of_fragment("#/quotes/three/4");
        assert_eq!(odd, Some(Address { panel: Panel::Quotes, card: None }));
    }
}
