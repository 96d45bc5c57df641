#![no_main]
//! An own rule of the bureau: its expression, then its message, parted by a line break; read for each of the
//! things a rule may look at, and tried on the records that every rule is tried on.

use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| huiping_fuzz::own_rule(text));
