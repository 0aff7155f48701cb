//! Pictures: a logo, a stamp, a signature.
//!
//! In: a PNG or JPEG file. Out: a [`Picture`] as a PDF holds it. Always holds: a file that is cut short or that cannot be
//! shown right is an error; what is transparent is white, as paper is.

use flate2::Compression;
use flate2::write::ZlibEncoder;
use std::io::{Cursor, Write as _};
use thiserror::Error;

/// The most bytes a picture may unfold to.
const LARGEST: usize = 64 << 20;

/// A picture, ready to be put into files.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Picture {
    /// Width and height in dots.
    pub(crate) size: (u32, u32),
    /// Grey or coloured.
    pub(crate) colours: Colours,
    /// How the bytes are to be read.
    pub(crate) coding: Coding,
    pub(crate) bytes: Vec<u8>,
}

/// The colours of a picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Colours {
    Gray,
    Rgb,
}

/// The coding of a picture's bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Coding {
    /// Rows of dots, compressed.
    Deflated,
    /// The JPEG file itself.
    Jpeg,
}

/// A picture that cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum PictureError {
    /// Neither PNG nor JPEG.
    #[error("it is neither a PNG nor a JPEG file; save it as one of them")]
    Unknown,
    /// A file that cannot be read to its end.
    #[error("it is broken ({reason}); save it again")]
    Broken {
        /// What is wrong.
        reason: String,
    },
    /// Colours that paper of the office is not printed in.
    #[error("it has {colours} colour channels; save it as grey or RGB")]
    Colours {
        /// How many.
        colours: u8,
    },
}

impl Picture {
    /// The picture in `file`.
    ///
    /// # Errors
    /// A file of another kind, a broken one, one with colours for a press.
    pub fn read(file: &[u8]) -> Result<Self, PictureError> {
        if file.starts_with(b"\x89PNG\r\n\x1A\n") {
            png(file)
        } else if file.starts_with(b"\xFF\xD8\xFF") {
            jpeg(file)
        } else {
            Err(PictureError::Unknown)
        }
    }

    /// Its height at a width.
    #[must_use]
    pub fn height(&self, width: f32) -> f32 {
        width * self.size.1 as f32 / self.size.0 as f32
    }
}

fn broken(reason: impl ToString) -> PictureError {
    PictureError::Broken { reason: reason.to_string() }
}

fn png(file: &[u8]) -> Result<Picture, PictureError> {
    let mut decoder = png::Decoder::new_with_limits(Cursor::new(file), png::Limits { bytes: LARGEST });
    decoder.set_transformations(png::Transformations::EXPAND | png::Transformations::STRIP_16);
    let mut reader = decoder.read_info().map_err(broken)?;
    let size = reader.output_buffer_size().filter(|size| *size <= LARGEST);
    let mut dots = vec![0; size.ok_or_else(|| broken("it is too large"))?];
    let frame = reader.next_frame(&mut dots).map_err(broken)?;
    reader.finish().map_err(broken)?;
    dots.truncate(frame.buffer_size());
    let (colours, channels, alpha) = match frame.color_type {
        png::ColorType::Grayscale | png::ColorType::Indexed => (Colours::Gray, 1, false),
        png::ColorType::GrayscaleAlpha => (Colours::Gray, 1, true),
        png::ColorType::Rgb => (Colours::Rgb, 3, false),
        png::ColorType::Rgba => (Colours::Rgb, 3, true),
    };
    if alpha {
        let opaque = |dot: &[u8]| -> Vec<u8> {
            let share = u32::from(dot.last().copied().unwrap_or(255));
            let mixed = |colour: u8| (u32::from(colour) * share + 255 * (255 - share) + 127) / 255;
            dot.iter().take(channels).map(|colour| u8::try_from(mixed(*colour)).unwrap_or(255)).collect()
        };
        dots = dots.chunks_exact(channels + 1).flat_map(opaque).collect();
    }
    let mut encoder = ZlibEncoder::new(Vec::with_capacity(dots.len() / 4), Compression::new(6));
    let bytes = encoder.write_all(&dots).and_then(|()| encoder.finish()).map_err(broken)?;
    Ok(Picture { size: (frame.width, frame.height), colours, coding: Coding::Deflated, bytes })
}

/// A JPEG file goes in as it is; its head says what it holds.
fn jpeg(file: &[u8]) -> Result<Picture, PictureError> {
    let early = || broken("it ends too early");
    let two = |at: usize| match file.get(at..at + 2) {
        Some(&[high, low]) => Ok(u16::from_be_bytes([high, low])),
        _ => Err(early()),
    };
    if !file.windows(2).rev().take(1024).any(|pair| pair == b"\xFF\xD9") {
        return Err(early());
    }
    let mut at = 2;
    loop {
        let marker = two(at)?;
        match marker {
            0xFFFF => at += 1,
            // A frame, but neither tables nor arithmetic conditioning.
            0xFFC0..=0xFFCF if !matches!(marker, 0xFFC4 | 0xFFC8 | 0xFFCC) => {
                let (height, width) = (two(at + 5)?, two(at + 7)?);
                let channels = *file.get(at + 9).ok_or_else(early)?;
                let colours = match channels {
                    1 => Colours::Gray,
                    3 => Colours::Rgb,
                    colours => return Err(PictureError::Colours { colours }),
                };
                if width == 0 || height == 0 || file.get(at + 4) != Some(&8) {
                    return Err(broken("its size or depth is not usual"));
                }
                let size = (u32::from(width), u32::from(height));
                return Ok(Picture { size, colours, coding: Coding::Jpeg, bytes: file.to_vec() });
            }
            0xFF00..=0xFFFE => at += 2 + usize::from(two(at + 2)?),
            _ => return Err(broken("its head cannot be read")),
        }
    }
}
