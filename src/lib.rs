//! diwan: bytes become claims with proof, claims become a register, the register becomes paper.

pub mod calendar;
pub mod check;
pub mod document;
pub mod extract;
pub mod ingest;
pub mod model;
pub mod names;
pub mod pdf;
pub mod register;
pub mod seeds;
pub mod text;
pub mod typeset;
