//! The declaration of the heads, from the weights' header: `training/heads.toml` as it was when they were trained.

use std::collections::BTreeMap;

use libm::{expf, logf};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::encoder::weights::unusable;
use crate::encoder::{Weights, WeightsError};

/// What the heads are, with their labels.
#[derive(Debug)]
pub struct Manifest {
    /// Numbers in the vector of a mention, trigger or quote.
    pub unit: usize,
    /// Numbers inside the small network of a pair.
    pub hidden: usize,
    /// Numbers in one product of a pair.
    pub product: usize,
    /// What was fitted on articles that the network did not learn from.
    pub fitted: Fitted,
    declared: Declared,
}

/// Numbers fitted on articles that the network did not learn from (`training/fitted.toml`).
#[derive(Clone, Copy, Debug, Default, Deserialize, PartialEq)]
pub struct Fitted {
    /// What the speaker of the quote around an event gains as its source.
    pub speaker_is_source: f32,
    /// How the likelihood of a speaker, and of an event with its type and parties, becomes the share that is right.
    pub speaker_right: Scale,
    /// The same of an event.
    pub event_right: Scale,
}

/// A logistic scale: what it multiplies logarithms of odds by, and what it adds.
#[derive(Clone, Copy, Debug, Default, Deserialize, PartialEq)]
pub struct Scale(f32, f32);

impl Scale {
    /// The share that is right of what has the likelihood `likelihood`, from 0 to 1.
    pub fn share(self, likelihood: f32) -> f32 {
        /// Odds beyond this are not told apart.
        const LEAST: f32 = 1e-4;
        let likelihood = likelihood.clamp(LEAST, 1.0 - LEAST);
        let odds = logf(likelihood / (1.0 - likelihood));
        let share = 1.0 / (1.0 + expf(-(self.0 * odds + self.1)));
        // Rounded, so that it reads as what it is.
        (share * 1000.0).round() / 1000.0
    }
}

#[derive(Debug, Deserialize)]
struct Declared {
    fitted: Fitted,
    widths: BTreeMap<String, usize>,
    units: BTreeMap<String, usize>,
    labels: BTreeMap<String, Vec<String>>,
    heads: BTreeMap<String, Head>,
}

#[derive(Debug, Deserialize)]
struct Head {
    #[serde(alias = "outputs")]
    labels: Labels,
    features: Option<Vec<usize>>,
}

/// Labels, or the name of their list.
#[derive(Debug, Deserialize)]
#[serde(untagged)]
enum Labels {
    Named(String),
    Own(Vec<String>),
}

impl Manifest {
    /// The declaration in the header of `weights`.
    pub fn of(weights: &Weights) -> Result<Self, WeightsError> {
        let value = weights.metadata().get("reader").cloned().unwrap_or(Value::Null);
        let declared: Declared = serde_json::from_value(value)
            .or_else(|error| unusable(format!("the reading heads are not declared ({error})")))?;
        let width = |name: &str| match declared.widths.get(name) {
            Some(width) if (1..=4096).contains(width) => Ok(*width),
            _ => unusable(format!("no width {name} is declared")),
        };
        let (unit, hidden, product) = (width("unit")?, width("hidden")?, width("product")?);
        Ok(Manifest { unit, hidden, product, fitted: declared.fitted, declared })
    }

    /// The labels of the head `name`, as what they are in the engine.
    pub fn labels<T: DeserializeOwned>(&self, name: &str) -> Result<Vec<T>, WeightsError> {
        let label = |label: &String| {
            serde_json::from_value(Value::String(label.clone()))
                .or_else(|_| unusable(format!("the head {name} has a label \"{label}\" that is not known")))
        };
        self.names(name)?.iter().map(label).collect()
    }

    /// A list of names that the features of pairs count in.
    pub fn list(&self, name: &str) -> Result<Vec<String>, WeightsError> {
        match self.declared.labels.get(name) {
            Some(list) => Ok(list.clone()),
            None => unusable(format!("no list {name} is declared")),
        }
    }

    /// The number of outputs of the head of pairs `name`, whose features must be these.
    pub fn outputs(&self, name: &str, features: &[usize]) -> Result<usize, WeightsError> {
        match self.declared.heads.get(name).and_then(|head| head.features.as_deref()) {
            Some(declared) if declared == features => Ok(self.names(name)?.len()),
            _ => unusable(format!("the head {name} was trained with other features")),
        }
    }

    /// How many words' vectors make the unit `name`.
    pub fn words_of_unit(&self, name: &str) -> Result<usize, WeightsError> {
        match self.declared.units.get(name) {
            Some(words) => Ok(*words),
            None => unusable(format!("no unit {name} is declared")),
        }
    }

    fn names(&self, name: &str) -> Result<&[String], WeightsError> {
        let labels = self.declared.heads.get(name).map(|head| &head.labels);
        let found = match labels {
            Some(Labels::Own(labels)) => Some(labels),
            Some(Labels::Named(list)) => self.declared.labels.get(list),
            None => None,
        };
        match found {
            Some(labels) => Ok(labels),
            None => unusable(format!("no head {name} is declared")),
        }
    }
}
