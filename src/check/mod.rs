//! Disagreements and gaps for human eyes.
//!
//! In: the [`Register`](crate::register::Register) and the day it is judged on. Out: [`Finding`]s, sorted. Always
//! holds: like is compared with like, one cause gives one finding, and no wording is made here.

mod finding;

pub use finding::{Finding, Severity};
