//! Pages become PDF bytes: the only writer of PDF.
