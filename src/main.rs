//! The command `diwan`: arguments in, exit code out.

use clap::Parser as _;
use std::process::ExitCode;

/// Texts are read into many small values: this one hands them out more quickly than the system's.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    ExitCode::from(diwan::cli::run(diwan::cli::Arguments::parse()))
}
