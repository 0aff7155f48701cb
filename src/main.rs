//! The command `diwan`: arguments in, exit code out.

use clap::Parser as _;
use std::process::ExitCode;

/// Reading a text asks for many small pieces of memory: about a seventh of a profile with the system's allocator.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    ExitCode::from(diwan::cli::run(diwan::cli::Arguments::parse()))
}
