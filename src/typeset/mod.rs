//! Paragraphs and tables become placed glyphs. Knows letters, not people.
