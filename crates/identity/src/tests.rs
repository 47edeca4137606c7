//! Tests of what stands behind the routes: tokens, keys, slugs, memory.

use std::sync::Arc;

use kernel::{Env, SeededRandom, SystemClock};
use proptest::prelude::*;

use crate::api_key::{ApiKeyMode, display, generate, is_well_formed};
use crate::organization::slugify;
use crate::token;

const BASE62: &str = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

fn seeded(seed: u64) -> Env {
    Env::new(Arc::new(SystemClock), Arc::new(SeededRandom::new(seed)))
}

#[test]
fn checksums_are_crc32_in_base62() {
    for (text, checksum) in [
        ("", "000000"),
        // The check value of CRC-32/ISO-HDLC is cbf43926.
        ("123456789", "3jZRME"),
        ("tp_live_0000000000000000000000000000000000000000", "3Be6m2"),
        ("tp_test_AbcdeFGHijAbcdeFGHijAbcdeFGHijAbcdeFGHij", "21hcEE"),
    ] {
        assert_eq!(token::checksum(text), checksum, "{text}");
    }
    assert!(is_well_formed("tp_test_AbcdeFGHijAbcdeFGHijAbcdeFGHijAbcdeFGHij21hcEE"));
}

/// All 54 places, all 61 other characters, and some that no key has.
#[test]
fn every_single_typing_error_is_seen() {
    let key = generate(&seeded(7), ApiKeyMode::Live);
    assert!(is_well_formed(&key));
    for place in 0..key.len() {
        for other in BASE62.bytes().chain(*b" _-.\n\0") {
            let mut bytes = key.clone().into_bytes();
            if bytes[place] == other {
                continue;
            }
            bytes[place] = other;
            let typo = String::from_utf8(bytes).unwrap();
            assert!(!is_well_formed(&typo), "{typo}");
        }
    }
}

#[test]
fn neighbours_that_changed_places_are_seen() {
    let key = generate(&seeded(11), ApiKeyMode::Test);
    for place in 0..key.len() - 1 {
        let mut bytes = key.clone().into_bytes();
        bytes.swap(place, place + 1);
        let swapped = String::from_utf8(bytes).unwrap();
        assert!(swapped == key || !is_well_formed(&swapped), "{swapped}");
    }
}

proptest! {
    #[test]
    fn random_text_has_the_length_and_the_alphabet(seed: u64, length in 0_usize..300) {
        let text = token::random_base62(&seeded(seed), length);
        prop_assert_eq!(text.len(), length);
        prop_assert!(text.chars().all(|character| BASE62.contains(character)));
    }

    #[test]
    fn every_generated_key_is_well_formed(seed: u64, live: bool) {
        let mode = if live { ApiKeyMode::Live } else { ApiKeyMode::Test };
        let key = generate(&seeded(seed), mode);
        prop_assert!(is_well_formed(&key));
        prop_assert_eq!(key.len(), 54);
        prop_assert_eq!(display(&key).chars().count(), 17);
    }

    #[test]
    fn nothing_else_is_well_formed(text in ".{0,80}") {
        prop_assert!(!is_well_formed(&text));
    }

    #[test]
    fn a_slug_can_stand_in_an_address(name in ".{0,120}") {
        let slug = slugify(&name);
        prop_assert!((1..=40).contains(&slug.len()));
        prop_assert!(slug.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-'));
        prop_assert!(!slug.starts_with('-') && !slug.ends_with('-') && !slug.contains("--"));
    }
}

/// Each digit comes up about equally often: a byte taken modulo 62 would favour the first eight by a quarter.
#[test]
fn no_digit_is_favoured() {
    let text = token::random_base62(&seeded(3), 62_000);
    for digit in BASE62.chars() {
        let count = text.chars().filter(|other| *other == digit).count();
        assert!((850..1150).contains(&count), "{digit} came up {count} times");
    }
}
