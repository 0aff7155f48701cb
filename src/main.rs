//! The command `diwan`: arguments in, exit code out.

use clap::Parser as _;
use std::process::ExitCode;

fn main() -> ExitCode {
    ExitCode::from(diwan::cli::run(diwan::cli::Arguments::parse()))
}
