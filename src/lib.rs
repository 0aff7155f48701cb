//! diwan: bytes become claims with proof, claims become a register, the register becomes paper.
//!
//! Modules in the order of the flow: [`text`] and [`document`] hold what a file says; [`ingest`] reads it; [`seeds`]
//! are what the tool knows, as data; [`extract`] finds claims ([`model`]); [`names`] and [`register`] find out who is
//! who; [`check`] finds what disagrees; [`template`], [`typeset`], [`pdf`], [`docx`] and [`report`] make the outputs; [`batch`]
//! runs it all over files, and [`cli`] is the command.
//!
//! ```
//! use diwan::{extract, ingest, seeds::Seeds, text::SourceId};
//!
//! let seeds = Seeds::load(&Default::default())?;
//! let text = "انتخب الجمع العام يوم السبت 13 ماي 2023 السيدة مريم العلوي رئيسة للجمعية";
//! let document = ingest::given(SourceId(0), "communique", text);
//! let records = extract::records(&document, &seeds);
//! let seat = &records[0].memberships[0];
//! assert_eq!(seat.person.name.value, "مريم العلوي");
//! assert_eq!(document.quote(seat.person.name.main().span), "مريم العلوي");
//! # Ok::<(), diwan::seeds::SeedError>(())
//! ```

pub mod batch;
pub mod calendar;
pub mod check;
pub mod cli;
pub mod document;
pub mod docx;
pub mod extract;
pub mod ingest;
pub mod model;
pub mod names;
pub mod pdf;
pub mod register;
pub mod report;
pub mod seeds;
pub mod template;
pub mod text;
pub mod typeset;
