//! Scores name pairs: reads `a<TAB>b` lines, writes one likeness in 0..1 a line.
#![allow(clippy::disallowed_methods, reason = "a tool with streams, outside the crate's flow")]

use diwan::names::{Comparer, Names};
use std::collections::BTreeMap;
use std::error::Error;
use std::io::{Read, Write};

fn main() -> Result<(), Box<dyn Error>> {
    let names = Names::load(&BTreeMap::new())?;
    let mut text = String::new();
    std::io::stdin().lock().read_to_string(&mut text)?;
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    let mut comparer = Comparer::new(&names);
    for line in text.lines() {
        writeln!(out, "{:.6}", comparer.line(line))?;
    }
    out.flush()?;
    Ok(())
}
