//! The declaration of the heads, from the weights' header: `training/heads.toml` as it was when they were trained.

use std::collections::BTreeMap;

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
    declared: Declared,
}

#[derive(Debug, Deserialize)]
struct Declared {
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
        Ok(Manifest { unit, hidden, product, declared })
    }

    /// The labels of the head `name`, as what they are in the engine.
    pub fn labels<T: DeserializeOwned>(&self, name: &str) -> Result<Vec<T>, WeightsError> {
        let label = |label: &String| {
            serde_json::from_value(Value::String(label.clone()))
                .or_else(|_| unusable(format!("the head {name} has a label \"{label}\" that is not known")))
        };
        self.names(name)?.iter().map(label).collect()
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
