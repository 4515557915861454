//! How a mention and a trigger hang together in the tree of their sentence: the relations from the mention up to the word that both
//! hang on, and from there down to the trigger.

use std::collections::HashMap;
use std::ops::Range;

use super::words::Text;
use crate::encoder::heads::tree::Node;

/// Relations that a path has at most on either side.
const STEPS: usize = 3;

/// The prepositions that a path tells.
const CASES: [&str; 14] =
    ["by", "in", "at", "on", "of", "to", "from", "with", "against", "for", "over", "near", "between", "into"];

/// What a pair has whose path is no other's: words of two sentences, and any path that the weights do not name.
const APART: usize = 0;
const ANY: usize = 1;

/// The paths that the weights name, each with its number.
#[derive(Debug)]
pub struct Paths(HashMap<String, usize>);

impl Paths {
    /// The paths `names`, as `training/heads.toml` writes them.
    pub fn new(names: Vec<String>) -> Self {
        Paths(names.into_iter().enumerate().map(|(at, name)| (name, at + 2)).collect())
    }

    /// How many numbers there are.
    pub fn count(&self) -> usize {
        self.0.len() + 2
    }

    /// The number of the path from the words of a mention to a trigger.
    pub fn number(&self, tree: &Tree, text: &Text, mention: &Range<usize>, trigger: usize) -> usize {
        if text.place(mention.start).sentence != text.place(trigger).sentence {
            return APART;
        }
        self.0.get(&tree.path(text, mention, trigger)).copied().unwrap_or(ANY)
    }
}

/// The trees of a text.
pub struct Tree<'a> {
    nodes: &'a [Node],
    /// The first preposition that hangs on each word.
    cases: HashMap<usize, usize>,
}

impl<'a> Tree<'a> {
    /// The trees of the words of a text.
    pub fn new(nodes: &'a [Node]) -> Self {
        let mut cases = HashMap::new();
        for (at, node) in nodes.iter().enumerate() {
            if let Some(head) = node.head.filter(|_| node.relation_name() == "case") {
                cases.entry(head).or_insert(at);
            }
        }
        Tree { nodes, cases }
    }

    /// A word and those that it hangs on, the nearest first.
    fn up(&self, word: usize) -> Vec<usize> {
        let next = |word: &usize| self.nodes[*word].head;
        std::iter::successors(Some(word), next).take(STEPS + 1).collect()
    }

    /// The word of a mention that hangs on one outside it.
    fn head(&self, words: &Range<usize>) -> usize {
        let hangs_out = |word: &usize| self.nodes[*word].head.is_none_or(|head| !words.contains(&head));
        words.clone().find(hangs_out).unwrap_or(words.end - 1)
    }

    fn path(&self, text: &Text, mention: &Range<usize>, trigger: usize) -> String {
        if mention.contains(&trigger) {
            return "inside".to_string();
        }
        let head = self.head(mention);
        let (up, down) = (self.up(head), self.up(trigger));
        let meets = up
            .iter()
            .enumerate()
            .find_map(|(steps, word)| Some((steps, down.iter().position(|other| other == word)?)));
        let Some((steps_up, steps_down)) = meets else { return "far".to_string() };
        let names = |words: &[usize]| {
            words.iter().map(|word| self.nodes[*word].relation_name()).collect::<Vec<_>>().join(" ")
        };
        let tells_case = steps_up > 0 && matches!(self.nodes[head].relation_name(), "obl" | "nmod");
        let case = self.cases.get(&head).map(|case| text.lower(*case));
        let case = case.filter(|case| tells_case && CASES.contains(case));
        let case = case.map_or(String::new(), |case| format!("({case})"));
        format!("{}{case}/{}", names(&up[..steps_up]), names(&down[..steps_down]))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::encoder::heads::tree::node;

    #[test]
    fn a_path_tells_what_a_mention_is_to_a_trigger() {
        // Rebels vowed to bomb the camp of Karsk. Police left.
        let nodes = [
            node(Some(1), "nsubj"),
            node(None, "root"),
            node(Some(3), "mark"),
            node(Some(1), "xcomp"),
            node(Some(5), "det"),
            node(Some(3), "obj"),
            node(Some(7), "case"),
            node(Some(5), "nmod"),
            node(Some(1), "punct"),
            node(Some(10), "nsubj"),
            node(None, "root"),
            node(Some(10), "punct"),
        ];
        let mut text = Text::default();
        text.push("Rebels vowed to bomb the camp of Karsk . Police left .".split(' '), &[0, 9], &[0]);
        let paths = Paths::new(["nsubj/xcomp", "obj/", "nmod obj(of)/"].map(str::to_string).to_vec());
        let tree = Tree::new(&nodes);
        let number = |mention: Range<usize>, trigger| paths.number(&tree, &text, &mention, trigger);
        assert_eq!([number(0..1, 3), number(4..6, 3), number(7..8, 3)], [2, 3, 4]);
        assert_eq!([number(0..1, 1), number(9..10, 3), number(9..10, 10)], [ANY, APART, ANY]);
    }
}
