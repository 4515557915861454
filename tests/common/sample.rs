//! Articles written for the tests.

/// A short article as it comes off a web page, with the page's furniture below.
pub const ARTICLE: &str = "\
Kenya closes border post after ambush

By Amina Otieno

NAIROBI: Kenya has closed a border post with Somalia after gunmen attacked a police convoy on Tuesday, the interior ministry said.

“We will not reopen the crossing until it is safe,” said Joseph Kamau, the ministry’s spokesman.

Kamau said two officers were killed in the ambush near Mandera. Al-Shabaab claimed responsibility for the attack.

Somalia’s government condemned the killings. “The attackers are the enemies of both nations,” Prime Minister Hassan Farah told reporters in Mogadishu.

The United Nations sent medical supplies to Mandera on Wednesday. Farah denied that his troops had crossed the border.

Published on 7 March 2024

Read more
Subscribe to our newsletter
Ten recipes for a rainy week
";

/// The direct quotes of [`ARTICLE`] with their speakers.
pub const QUOTES: [(&str, &str); 2] = [
    ("We will not reopen the crossing until it is safe", "Joseph Kamau"),
    ("The attackers are the enemies of both nations", "Hassan Farah"),
];

/// An article with a denial, an event told in several places, and a list with bullets.
pub const DENIAL: &str = "\
Shelling closes road at Tarsa

By Ivo Marek

12 May 2021

TARSA: Two farmers were killed when shells hit the road at Tarsa on Tuesday, the mayor, Lena Hollis, said. The army of Norvia denied that it had fired at the crossing.

“Nobody knows who fired,” Hollis told reporters. She said the road was “unsafe for any convoy.” The shelling was the third this month, aid workers said.

• The ministry said it would pay the families.
- “We want the road open,” said Anton Reiss, who drives a bus.

The Norvian army also denied shelling the town in April. The attack on the road killed two farmers, a police report said.
";

/// An article of at least `words` words, no paragraph of it like another.
pub fn long_article(words: usize) -> String {
    let people = ["Maria Santos", "David Okello", "Ingrid Larsen", "Karim Haddad", "Elena Popova"];
    let bodies =
        ["the health ministry", "the Central Bank", "the United Nations", "the Green Party", "the army"];
    let places = ["Kampala", "Lisbon", "Beirut", "Oslo", "Sofia", "Nairobi", "Manila"];
    let mut text = String::from("Governments meet as floods spread\n\n");
    let mut round = 0;
    while text.split_whitespace().count() < words {
        let person = people[round % people.len()];
        let last = person.split(' ').next_back().unwrap_or(person);
        let (body, place) = (bodies[round / 2 % bodies.len()], places[round % places.len()]);
        let count = 20 + round * 7;
        text.push_str(&match round % 4 {
            0 => format!("{person}, who speaks for {body}, arrived in {place} on Monday and met officials for {count} minutes.\n\n"),
            1 => format!("“We sent {count} tents and {round} boats, and more will follow,” {person} told reporters in {place}. {last} accused {body} of moving too slowly.\n\n"),
            2 => format!("Police in {place} said they had arrested {count} people after protesters attacked an office of {body}. {person} denied that troops had fired on the crowd.\n\n"),
            _ => format!("According to {body}, floods killed {count} people near {place} last week. “Nobody warned us,” said {person}, who plans to visit the town on Friday.\n\n"),
        });
        round += 1;
    }
    text
}
