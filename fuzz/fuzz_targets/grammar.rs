#![no_main]
//! What cells say: numbers, amounts, rates, targets, actual values; a target and an actual value parted by a
//! line break are understood together.

use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| huiping_fuzz::grammar(text));
