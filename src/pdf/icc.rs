//! The colour profile of grey: made here, byte by byte, so that no file has to be carried.

/// The illuminant every profile is based on, D50, in sixteenths of sixteen bits.
const D50: [u32; 3] = [0x0000_F6D6, 0x0001_0000, 0x0000_D32D];
/// The curve of grey: a power of 2.2, in 256ths.
const GAMMA: u16 = 0x0233;

/// An ICC profile, version 2.1, of a grey display with a gamma of 2.2.
pub(super) fn gray() -> Vec<u8> {
    let mut description = b"desc\0\0\0\0".to_vec();
    let name = b"Gray gamma 2.2\0";
    description.extend((name.len() as u32).to_be_bytes());
    description.extend(name);
    // No Unicode and no Macintosh description.
    description.resize(description.len() + 8 + 3 + 67, 0);
    let mut rights = b"text\0\0\0\0".to_vec();
    rights.extend(b"No copyright, use freely\0");
    let mut white = b"XYZ \0\0\0\0".to_vec();
    white.extend(D50.iter().flat_map(|value| value.to_be_bytes()));
    let mut curve = b"curv\0\0\0\0".to_vec();
    curve.extend(1_u32.to_be_bytes());
    curve.extend(GAMMA.to_be_bytes());
    let tags = [(b"desc", description), (b"cprt", rights), (b"wtpt", white), (b"kTRC", curve)];

    let mut out = vec![0; 128];
    let mut put = |at: usize, bytes: &[u8]| out[at..at + bytes.len()].copy_from_slice(bytes);
    put(8, &[2, 0x10, 0, 0]);
    put(12, b"mntrGRAYXYZ ");
    // A fixed day, so that the bytes never change.
    put(24, &[0x07, 0xE6, 0, 1, 0, 1, 0, 0, 0, 0, 0, 0]);
    put(36, b"acsp");
    for (at, value) in D50.iter().enumerate() {
        put(68 + at * 4, &value.to_be_bytes());
    }
    out.extend((tags.len() as u32).to_be_bytes());
    let mut place = out.len() + tags.len() * 12;
    for (name, bytes) in &tags {
        out.extend(*name);
        out.extend((place as u32).to_be_bytes());
        out.extend((bytes.len() as u32).to_be_bytes());
        place += bytes.len().next_multiple_of(4);
    }
    for (_, bytes) in tags {
        out.extend(bytes);
        out.resize(out.len().next_multiple_of(4), 0);
    }
    let size = (out.len() as u32).to_be_bytes();
    out[..4].copy_from_slice(&size);
    out
}
