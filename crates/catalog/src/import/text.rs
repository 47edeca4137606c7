//! Turning the bytes of a file into text, whatever program wrote it.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};

/// A file's text, and the name of its encoding for people.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Decoded {
    pub(crate) text: String,
    pub(crate) encoding: &'static str,
    /// Whether some bytes meant nothing in that encoding; `�` stands in their place.
    pub(crate) lossy: bool,
}

/// Spreadsheet programs mark UTF-8 and UTF-16 at the beginning or not at all, and older ones write the code page of the
/// machine they ran on: what is marked is believed, what is valid UTF-8 is UTF-8, what has a zero in every other byte
/// is UTF-16, and the rest is guessed from the letters in it.
pub(crate) fn decode(bytes: &[u8]) -> Decoded {
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        return with(encoding, bytes.get(mark..).unwrap_or_default());
    }
    if let Some(encoding) = unmarked_utf16(bytes) {
        return with(encoding, bytes);
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        return Decoded { text: text.to_owned(), encoding: UTF_8.name(), lossy: false };
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    with(detector.guess(None, Utf8Detection::Deny), bytes)
}

fn with(encoding: &'static Encoding, bytes: &[u8]) -> Decoded {
    let (text, lossy) = encoding.decode_without_bom_handling(bytes);
    Decoded { text: text.into_owned(), encoding: encoding.name(), lossy }
}

/// Latin letters in UTF-16 have a zero in every other byte, which no text in another encoding has.
fn unmarked_utf16(bytes: &[u8]) -> Option<&'static Encoding> {
    let sample = bytes.get(..bytes.len().min(2_000) & !1)?;
    if sample.is_empty() {
        return None;
    }
    let zeros = |offset: usize| sample.iter().skip(offset).step_by(2).filter(|byte| **byte == 0).count();
    let (even, odd, pairs) = (zeros(0), zeros(1), sample.len() / 2);
    match (even * 10 > pairs * 4, odd * 10 > pairs * 4) {
        (false, true) => Some(UTF_16LE),
        (true, false) => Some(UTF_16BE),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "Title,Preis\nJacke für Männer – 50 €,10\n";

    #[test]
    fn every_way_in_which_spreadsheets_write_is_read() {
        let utf16 = |mark: &[u8], to: fn(u16) -> [u8; 2]| {
            [mark.to_vec(), TEXT.encode_utf16().flat_map(to).collect()].concat()
        };
        let windows = encoding_rs::WINDOWS_1252.encode(TEXT).0.into_owned();
        for (bytes, encoding) in [
            (TEXT.as_bytes().to_vec(), "UTF-8"),
            ([b"\xEF\xBB\xBF".to_vec(), TEXT.as_bytes().to_vec()].concat(), "UTF-8"),
            (utf16(b"\xFF\xFE", u16::to_le_bytes), "UTF-16LE"),
            (utf16(b"\xFE\xFF", u16::to_be_bytes), "UTF-16BE"),
            (utf16(b"", u16::to_le_bytes), "UTF-16LE"),
            (utf16(b"", u16::to_be_bytes), "UTF-16BE"),
            (windows, "windows-1252"),
        ] {
            let decoded = decode(&bytes);
            assert_eq!((decoded.text.as_str(), decoded.encoding, decoded.lossy), (TEXT, encoding, false));
        }
        assert_eq!(decode(b"").text, "");
    }
}
