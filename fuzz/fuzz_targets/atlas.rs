#![no_main]

#[allow(dead_code, reason = "each target is one of its functions")]
#[path = "../../tests/common/fuzzing.rs"]
mod fuzzing;
#[allow(dead_code, reason = "what is no reading needs none of it")]
#[path = "../../tests/common/validity.rs"]
mod validity;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| fuzzing::atlas(bytes));
