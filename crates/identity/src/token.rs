//! Secrets that we hand out: API keys, session cookies, links in mails. Only their SHA-256 is stored: with at least
//! 192 random bits there is nothing that a slow hash would protect.

use kernel::Env;
use sha2::{Digest, Sha256};

const BASE62: &[u8; 62] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

/// SHA-256 of a token, as it is stored.
pub(crate) fn hash(token: &str) -> Vec<u8> {
    Sha256::digest(token.as_bytes()).to_vec()
}

/// `length` random letters and digits: 5.95 bits each.
pub(crate) fn random_base62(env: &Env, length: usize) -> String {
    let mut text = String::with_capacity(length);
    while text.len() < length {
        let bytes: [u8; 64] = env.bytes();
        // 248 is the largest multiple of 62 in a byte: dropping the rest keeps every digit equally likely.
        let digits =
            bytes.iter().filter(|byte| **byte < 248).filter_map(|byte| BASE62.get(usize::from(byte % 62)));
        text.extend(digits.map(|digit| char::from(*digit)).take(length - text.len()));
    }
    text
}

/// A token for a cookie or a link: 43 characters, 256 bits.
pub(crate) fn random(env: &Env) -> String {
    random_base62(env, 43)
}

/// CRC-32 of `text` in six base62 digits, as GitHub's token format has it: a typo is seen without asking the database.
pub(crate) fn checksum(text: &str) -> String {
    let mut rest = crc32fast::hash(text.as_bytes());
    let mut digits = [b'0'; 6];
    for digit in digits.iter_mut().rev() {
        *digit = usize::try_from(rest % 62).ok().and_then(|index| BASE62.get(index)).copied().unwrap_or(b'0');
        rest /= 62;
    }
    digits.iter().map(|digit| char::from(*digit)).collect()
}
