//! How far a run is, on standard error when that is a terminal.

use super::arguments::Common;
use crate::batch::{Progress, Stage};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::io::{self, IsTerminal as _};

/// A progress bar on standard error, when that is a terminal.
pub(super) struct Bar(ProgressBar);

impl Bar {
    pub(super) fn new(common: &Common) -> Self {
        let shown = io::stderr().is_terminal() && !common.quiet;
        let target = if shown { ProgressDrawTarget::stderr() } else { ProgressDrawTarget::hidden() };
        let bar = ProgressBar::with_draw_target(Some(0), target);
        if let Ok(style) = ProgressStyle::with_template("{msg} {wide_bar} {pos}/{len}") {
            bar.set_style(style);
        }
        Self(bar)
    }
}

impl Progress for Bar {
    fn stage(&self, stage: Stage, total: usize) {
        self.0.set_position(0);
        self.0.set_length(total as u64);
        self.0.set_message(match stage {
            Stage::Read => "reading",
            Stage::Make => "writing",
        });
    }

    fn step(&self) {
        self.0.inc(1);
    }
}

impl Drop for Bar {
    fn drop(&mut self) {
        self.0.finish_and_clear();
    }
}
