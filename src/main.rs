//! The `huiping` program: parses the arguments, runs, turns the outcome into an exit code.

use std::process::ExitCode;

fn main() -> ExitCode {
    huiping::run()
}
