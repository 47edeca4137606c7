//! Code 128 (ISO/IEC 15417): the barcode that every scanner in a warehouse reads.

use barcoders::sym::code128::Code128;

/// Tells the encoder to use set B: letters, digits and signs of ASCII.
const SET_B: char = '\u{0181}';

/// The modules of the barcode from left to right, true where it is dark. None for what the symbology has no signs for.
pub(crate) fn code128(text: &str) -> Option<Vec<bool>> {
    let printable = !text.is_empty() && text.bytes().all(|byte| (b' '..=b'~').contains(&byte));
    let code = printable.then(|| Code128::new(format!("{SET_B}{text}")).ok()).flatten()?;
    Some(code.encode().into_iter().map(|module| module == 1).collect())
}
