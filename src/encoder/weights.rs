//! The weights file. `training/container.py` writes it and says what it looks like.

use std::fmt;
use std::ops::Range;

use dateline_kernels::Linear;
use serde::Deserialize;
use serde_json::{Map, Value};

/// The first bytes of a weights file.
const MAGIC: &[u8] = b"DATELINE";
/// The version of the format that is read.
const VERSION: u32 = 1;
/// The data start at a multiple of this.
const ALIGNMENT: usize = 64;
/// Columns that share a scale where a weight has four bits.
const GROUP: usize = 32;

/// A weights file, its parts found and checked, but not yet unpacked.
///
/// The encoder and every head take what they need by name; the bytes can go once all of them are made.
pub struct Weights<'f> {
    header: Header,
    data: &'f [u8],
}

#[derive(Deserialize)]
struct Header {
    config: Config,
    tensors: Vec<Tensor>,
    #[serde(flatten)]
    metadata: Map<String, Value>,
}

/// The measures of the network.
#[derive(Clone, Debug, Deserialize, PartialEq)]
pub struct Config {
    /// Transformer layers.
    pub layers: usize,
    /// Numbers in a vector.
    pub width: usize,
    /// Heads of attention.
    pub heads: usize,
    /// Numbers inside the feed-forward part.
    pub feed_forward: usize,
    /// The longest window, in pieces.
    pub positions: usize,
    /// What layer norm adds to a variance.
    pub epsilon: f32,
}

#[derive(Deserialize)]
struct Tensor {
    name: String,
    dtype: Dtype,
    shape: Vec<usize>,
    offset: usize,
    scale_offset: Option<usize>,
}

#[derive(Clone, Copy, Debug, Deserialize, PartialEq)]
#[serde(rename_all = "lowercase")]
enum Dtype {
    F32,
    I8,
    I4,
    Utf8,
}

/// Why a weights file cannot be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WeightsError(String);

impl fmt::Display for WeightsError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "These weights cannot be used: {}.", self.0)
    }
}

impl std::error::Error for WeightsError {}

/// The error for `reason`.
pub(super) fn unusable<T>(reason: impl Into<String>) -> Result<T, WeightsError> {
    Err(WeightsError(reason.into()))
}

impl<'f> Weights<'f> {
    /// Reads the header of `file` and checks that every tensor lies inside the file.
    pub fn read(file: &'f [u8]) -> Result<Self, WeightsError> {
        let Some((magic, rest)) = file.split_at_checked(MAGIC.len()) else {
            return unusable("the file is cut off");
        };
        if magic != MAGIC {
            return unusable("this is no weights file");
        }
        let numbers = rest.as_chunks::<4>().0;
        let [version, length, ..] = numbers else { return unusable("the file is cut off") };
        let (version, length) = (u32::from_le_bytes(*version), u32::from_le_bytes(*length) as usize);
        if version != VERSION {
            return unusable(format!(
                "the file has version {version} of the format, and {VERSION} is needed"
            ));
        }
        let start = MAGIC.len() + 8;
        let Some(json) = rest[8..].get(..length) else { return unusable("the file is cut off") };
        let header: Header = serde_json::from_slice(json)
            .or_else(|error| unusable(format!("the header is damaged ({error})")))?;
        let data = file.get((start + length).next_multiple_of(ALIGNMENT)..).unwrap_or_default();
        let weights = Weights { header, data };
        for tensor in &weights.header.tensors {
            weights.numbers(tensor)?;
            weights.scales(tensor)?;
        }
        weights.check_config()?;
        Ok(weights)
    }

    fn check_config(&self) -> Result<(), WeightsError> {
        let Config { layers, width, heads, positions, .. } = *self.config();
        let is_sound = (1..=48).contains(&layers)
            && heads > 0
            && width > 0
            && width.is_multiple_of(heads * 8)
            && width <= dateline_kernels::MAX_INPUTS
            && (32..=4096).contains(&positions);
        if is_sound { Ok(()) } else { unusable("the measures of the network make no sense") }
    }

    /// The measures of the network.
    pub fn config(&self) -> &Config {
        &self.header.config
    }

    /// What else the header says: tag sets, where the weights come from.
    pub fn metadata(&self) -> &Map<String, Value> {
        &self.header.metadata
    }

    /// The dense layer of `NAME.weight` and `NAME.bias`.
    pub fn linear(&self, name: &str) -> Result<Linear, WeightsError> {
        let name_of_weight = format!("{name}.weight");
        let weight = self.tensor(&name_of_weight)?;
        let [outputs, inputs] = weight.shape[..] else {
            return unusable(format!("{name_of_weight} is no matrix"));
        };
        if weight.dtype != Dtype::I8 {
            return unusable(format!("{name_of_weight} is not in whole numbers of 8 bits"));
        }
        let numbers: Vec<i8> = self.numbers(weight)?.iter().map(|byte| byte.cast_signed()).collect();
        let bias = self.floats_of(&format!("{name}.bias"), outputs)?;
        match Linear::new(&numbers, &floats(self.scales(weight)?), &bias, inputs) {
            Some(layer) => Ok(layer),
            None => unusable(format!("{name} has no sizes of a layer")),
        }
    }

    /// The dense layer `name`, which is to take and to give so many numbers.
    pub(super) fn linear_of(
        &self,
        name: &str,
        inputs: usize,
        outputs: usize,
    ) -> Result<Linear, WeightsError> {
        let layer = self.linear(name)?;
        if (layer.inputs(), layer.outputs()) == (inputs, outputs) {
            Ok(layer)
        } else {
            unusable(format!("{name} does not have the sizes of the network"))
        }
    }

    /// A tensor as floats, row after row. For small tables: biases, transitions, embeddings of distances.
    pub fn floats(&self, name: &str) -> Result<Vec<f32>, WeightsError> {
        let tensor = self.tensor(name)?;
        let bytes = self.numbers(tensor)?;
        match tensor.dtype {
            Dtype::F32 => Ok(floats(bytes)),
            Dtype::I8 => {
                let columns = tensor.shape.get(1).copied().unwrap_or(1).max(1);
                let scales = floats(self.scales(tensor)?);
                let rows = bytes.chunks(columns).zip(scales);
                Ok(rows
                    .flat_map(|(row, scale)| {
                        row.iter().map(move |byte| f32::from(byte.cast_signed()) * scale)
                    })
                    .collect())
            }
            Dtype::I4 | Dtype::Utf8 => unusable(format!("{name} is no small table")),
        }
    }

    /// A tensor as `count` floats.
    pub(super) fn floats_of(&self, name: &str, count: usize) -> Result<Vec<f32>, WeightsError> {
        let floats = self.floats(name)?;
        if floats.len() == count {
            Ok(floats)
        } else {
            unusable(format!("{name} holds {} numbers, not {count}", floats.len()))
        }
    }

    /// The pieces of the vocabulary, one a line, in the order of their ids.
    pub(super) fn vocabulary(&self) -> Result<&'f str, WeightsError> {
        let tensor = self.tensor("vocab")?;
        if tensor.dtype != Dtype::Utf8 {
            return unusable("the vocabulary is no text");
        }
        std::str::from_utf8(self.numbers(tensor)?).or_else(|_| unusable("the vocabulary is no text"))
    }

    /// The embeddings of the pieces, of `width` numbers each.
    pub(super) fn table(&self, name: &str, width: usize) -> Result<Table, WeightsError> {
        let tensor = self.tensor(name)?;
        if tensor.dtype != Dtype::I4 || tensor.shape.get(1) != Some(&width) {
            return unusable(format!("{name} is no table of {width} numbers of 4 bits a row"));
        }
        let halves = self.scales(tensor)?.as_chunks::<2>().0;
        let scales = halves.iter().map(|half| u16::from_le_bytes(*half)).collect();
        Ok(Table { numbers: self.numbers(tensor)?.to_vec(), scales, width })
    }

    fn tensor(&self, name: &str) -> Result<&Tensor, WeightsError> {
        match self.header.tensors.iter().find(|tensor| tensor.name == name) {
            Some(tensor) => Ok(tensor),
            None => unusable(format!("{name} is missing")),
        }
    }

    /// The bytes of a tensor without its scales.
    fn numbers(&self, tensor: &Tensor) -> Result<&'f [u8], WeightsError> {
        let count = tensor.shape.iter().try_fold(1_usize, |product, size| product.checked_mul(*size));
        let length = count.and_then(|count| match tensor.dtype {
            Dtype::F32 => count.checked_mul(4),
            Dtype::I8 | Dtype::Utf8 => Some(count),
            Dtype::I4 => Some(count / 2),
        });
        self.part(&tensor.name, tensor.offset, length)
    }

    /// The bytes of the scales of a tensor; none if its kind has no scales.
    fn scales(&self, tensor: &Tensor) -> Result<&'f [u8], WeightsError> {
        let length = match (tensor.dtype, &tensor.shape[..]) {
            (Dtype::F32 | Dtype::Utf8, _) => return Ok(&[]),
            (Dtype::I8, [rows, _]) => rows.checked_mul(4),
            (Dtype::I4, [rows, columns]) if columns.is_multiple_of(GROUP) => {
                (columns / GROUP).checked_mul(2).and_then(|a_row| rows.checked_mul(a_row))
            }
            _ => None,
        };
        let Some(offset) = tensor.scale_offset else {
            return unusable(format!("{} has no scales", tensor.name));
        };
        self.part(&tensor.name, offset, length)
    }

    fn part(&self, name: &str, offset: usize, length: Option<usize>) -> Result<&'f [u8], WeightsError> {
        let end = length.and_then(|length| offset.checked_add(length));
        match end.and_then(|end| self.data.get(offset..end)) {
            Some(part) => Ok(part),
            None => unusable(format!("{name} is cut off or has no sound shape")),
        }
    }
}

fn floats(bytes: &[u8]) -> Vec<f32> {
    bytes.as_chunks::<4>().0.iter().map(|four| f32::from_le_bytes(*four)).collect()
}

/// Rows of numbers of four bits. They stay packed, and are unpacked when they are looked up.
pub(super) struct Table {
    numbers: Vec<u8>,
    scales: Vec<u16>,
    width: usize,
}

impl Table {
    /// The number of rows.
    pub(super) fn len(&self) -> usize {
        self.scales.len() / (self.width / GROUP)
    }

    /// Unpacks one row.
    pub(super) fn row(&self, index: usize, out: &mut [f32]) {
        let numbers = |range: Range<usize>| &self.numbers[range];
        let scales = &self.scales[index * self.width / GROUP..];
        for ((group, out), scale) in out.chunks_exact_mut(GROUP).enumerate().zip(scales) {
            let start = (index * self.width + group * GROUP) / 2;
            let scale = float_of_half(*scale);
            for (pair, byte) in out.as_chunks_mut::<2>().0.iter_mut().zip(numbers(start..start + GROUP / 2)) {
                // Each half of the byte is moved to the top and back, which copies its sign.
                *pair = [(byte << 4).cast_signed() >> 4, byte.cast_signed() >> 4]
                    .map(|number| f32::from(number) * scale);
            }
        }
    }
}

/// A float of 16 bits as one of 32; infinities and NaNs do not occur among scales.
fn float_of_half(half: u16) -> f32 {
    let sign = u32::from(half & 0x8000) << 16;
    // Exponent and fraction move to their places; the power corrects the exponent, and small numbers without one.
    let size = f32::from_bits(u32::from(half & 0x7FFF) << 13) * f32::from_bits((127 + 112) << 23);
    f32::from_bits(size.to_bits() | sign)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A file with the tensors of `header`, whose data are `data`.
    fn file(header: &str, data: &[u8]) -> Vec<u8> {
        let mut file =
            [MAGIC, &VERSION.to_le_bytes(), &(header.len() as u32).to_le_bytes(), header.as_bytes()].concat();
        file.resize(file.len().next_multiple_of(ALIGNMENT), 0);
        file.extend(data);
        file
    }

    fn header(tensors: &str) -> String {
        let config = r#"{"layers":1,"width":32,"heads":1,"feed_forward":64,"positions":32,"epsilon":1e-12}"#;
        format!(r#"{{"config":{config},"tensors":[{tensors}],"name":"small"}}"#)
    }

    #[test]
    fn tensors_are_found_by_name() {
        let tensors = r#"{"name":"b","dtype":"f32","shape":[2],"offset":0},
            {"name":"a.weight","dtype":"i8","shape":[1,2],"offset":64,"scale_offset":128},
            {"name":"a.bias","dtype":"f32","shape":[1],"offset":0}"#;
        let mut data = vec![0; 132];
        data[..4].copy_from_slice(&1.5_f32.to_le_bytes());
        data[64..66].copy_from_slice(&[255, 2]);
        data[128..].copy_from_slice(&0.5_f32.to_le_bytes());
        let file = file(&header(tensors), &data);
        let weights = Weights::read(&file).expect("the file is sound");
        assert_eq!(weights.config().feed_forward, 64);
        assert_eq!(weights.metadata()["name"], "small");
        assert_eq!(weights.floats("b"), Ok(vec![1.5, 0.0]));
        assert_eq!(weights.floats("a.weight"), Ok(vec![-0.5, 1.0]));
        assert!(weights.linear("a").is_ok_and(|layer| layer.inputs() == 2 && layer.outputs() == 1));
        assert!(weights.linear("c").is_err_and(|error| error.to_string().contains("c.weight is missing")));
    }

    #[test]
    fn damaged_files_are_refused_with_a_reason() {
        let tensor = |more: &str| format!(r#"{{"name":"x","offset":0,"shape":[4],{more}}}"#);
        let with = |tensor: &str| file(&header(tensor), &[0; 64]);
        let reason =
            |file: &[u8]| Weights::read(file).err().map(|error| error.to_string()).unwrap_or_default();
        assert_eq!(reason(&with(&tensor(r#""dtype":"f32""#))), "");
        assert!(reason(b"").contains("cut off"));
        assert!(reason(b"<!doctype html><title>Not found").contains("no weights file"));
        assert!(reason(b"DATELINE\x09\0\0\0\0\0\0\0").contains("version 9"));
        assert!(reason(b"DATELINE\x01\0\0\0\xff\0\0\0{}").contains("cut off"));
        assert!(reason(b"DATELINE\x01\0\0\0\x02\0\0\0{}").contains("header is damaged"));
        assert!(reason(&with(&tensor(r#""dtype":"f64""#))).contains("header is damaged"));
        assert!(
            reason(&with(&tensor(r#""dtype":"i8","scale_offset":0"#)))
                .contains("x is cut off or has no sound shape")
        );
        for broken in [r#""shape":[4294967295,4294967295,9]"#, r#""shape":[17]"#] {
            let tensor = format!(r#"{{"name":"x","offset":0,"dtype":"f32",{broken}}}"#);
            assert!(reason(&with(&tensor)).contains("x is cut off"), "{broken}");
        }
        let far = r#"{"name":"x","offset":4294967295,"dtype":"f32","shape":[1]}"#;
        assert!(reason(&with(far)).contains("x is cut off"));
        let senseless = header("").replace("\"heads\":1", "\"heads\":0");
        assert!(reason(&file(&senseless, &[])).contains("make no sense"));
    }

    #[test]
    fn numbers_of_four_bits_are_unpacked() {
        let table = Table { numbers: vec![0x9F; 32], scales: vec![0x3800, 0xC000], width: 32 };
        assert_eq!(table.len(), 2);
        let mut row = [0.0; 32];
        table.row(0, &mut row);
        assert_eq!(row[..4], [-0.5, -3.5, -0.5, -3.5]);
        table.row(1, &mut row);
        assert_eq!(row[..2], [2.0, 14.0]);
    }

    #[test]
    fn halves_become_floats() {
        for (half, float) in
            [(0x3C00, 1.0), (0x3555, 0.333_251_95), (0x0001, 5.960_464_5e-8), (0x7BFF, 65504.0), (0, 0.0)]
        {
            assert_eq!(float_of_half(half), float);
        }
    }
}
