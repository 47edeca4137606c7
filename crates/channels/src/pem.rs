//! PEM, read as forgivingly as platforms write it.

use crate::encoding::from_base64;

/// One block of a PEM text.
pub(crate) struct Block {
    /// Such as `PUBLIC KEY`.
    pub(crate) label: String,
    /// What is in it.
    pub(crate) der: Vec<u8>,
}

/// The blocks of a PEM text. Line breaks do not matter: eBay leaves them out, and copied text has `\n` for them.
pub(crate) fn blocks(text: &[u8]) -> Vec<Block> {
    let text = String::from_utf8_lossy(text).replace("\\n", "\n").replace("\\r", "\r");
    let mut blocks = Vec::new();
    let mut rest = text.as_str();
    while let Some((_, after)) = rest.split_once("-----BEGIN ") {
        let Some((label, after)) = after.split_once("-----") else { break };
        let Some((content, after)) = after.split_once(&format!("-----END {label}-----")) else { break };
        let digits: String = content.split_ascii_whitespace().collect();
        if let Some(der) = from_base64(&digits) {
            blocks.push(Block { label: label.to_owned(), der });
        }
        rest = after;
    }
    blocks
}
