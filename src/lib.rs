//! diwan: bytes become claims with proof, claims become a register, the register becomes paper.

pub mod calendar;
pub mod document;
pub mod extract;
pub mod model;
pub mod register;
pub mod seeds;
pub mod text;
