//! How texts become terms: words in small ASCII letters and digits, their stems, and how they may be misspelt.

use std::collections::BTreeSet;

use kernel::Language;
use rust_stemmers::{Algorithm, Stemmer};

/// Longer words are cut: nobody types them, and an index holds no novel.
const WORD_MAX: usize = 40;
/// Misspellings are looked for in the beginning of a word.
const MISSPELT_MAX: usize = 7;
/// What stands within a word.
const APOSTROPHES: [char; 3] = ['\'', '’', '`'];
/// Accents that are written as characters of their own.
const ACCENTS: std::ops::RangeInclusive<char> = '\u{300}'..='\u{36f}';

/// A text in small ASCII letters, digits and what stands between words. Other scripts are written as they sound.
fn plain(text: &str) -> String {
    deunicode::deunicode(text).to_lowercase()
}

/// The words of a text.
pub(super) fn words(text: &str) -> impl Iterator<Item = String> {
    let plain = plain(&text.replace(APOSTROPHES, ""));
    let words: Vec<String> = plain
        .split(|character: char| !character.is_ascii_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(|word| word[..word.len().min(WORD_MAX)].to_owned())
        .collect();
    words.into_iter()
}

/// A SKU or barcode without its punctuation.
pub(super) fn code(text: &str) -> String {
    plain(text).chars().filter(char::is_ascii_alphanumeric).take(2 * WORD_MAX).collect()
}

/// What words of a language are cut to. Languages that Snowball does not know have their words as they are.
pub(super) struct Stems(Option<Stemmer>);

impl Stems {
    pub(super) fn of(language: &Language) -> Self {
        let algorithm = match main_part(language) {
            "ar" => Algorithm::Arabic,
            "da" => Algorithm::Danish,
            "de" => Algorithm::German,
            "el" => Algorithm::Greek,
            "en" => Algorithm::English,
            "es" => Algorithm::Spanish,
            "fi" => Algorithm::Finnish,
            "fr" => Algorithm::French,
            "hu" => Algorithm::Hungarian,
            "it" => Algorithm::Italian,
            "nb" | "nn" | "no" => Algorithm::Norwegian,
            "nl" => Algorithm::Dutch,
            "pt" => Algorithm::Portuguese,
            "ro" => Algorithm::Romanian,
            "ru" => Algorithm::Russian,
            "sv" => Algorithm::Swedish,
            "ta" => Algorithm::Tamil,
            "tr" => Algorithm::Turkish,
            _ => return Self(None),
        };
        Self(Some(Stemmer::create(algorithm)))
    }

    /// The words of a text, each with its stem. The stem is taken before accents go, because endings have them too.
    pub(super) fn words(&self, text: &str) -> Vec<(String, String)> {
        let text = text.replace(APOSTROPHES, "");
        let split =
            text.split(|character: char| !character.is_alphanumeric() && !ACCENTS.contains(&character));
        let pairs = split.flat_map(|written| {
            let stem = self.0.as_ref().map(|stemmer| stemmer.stem(&written.to_lowercase()).into_owned());
            let written: Vec<_> = words(written).collect();
            // One written word can be several: scripts without spaces.
            match (written.as_slice(), stem.as_deref().map(|stem| words(stem).collect::<Vec<_>>())) {
                ([word], Some(stem)) if stem.len() == 1 => vec![(word.clone(), stem[0].clone())],
                _ => written.into_iter().map(|word| (word.clone(), word)).collect(),
            }
        });
        pairs.collect()
    }
}

/// `de` of `de-CH`.
pub(super) fn main_part(language: &Language) -> &str {
    language.as_str().split('-').next().unwrap_or_default()
}

/// Whether the vocabulary has such words: a number or a letter says nothing about others.
pub(super) fn is_word(word: &str) -> bool {
    word.len() > 2 && word.bytes().any(|byte| byte.is_ascii_alphabetic())
}

/// How many slips of the pen a word may have: letters that are wrong, missing, too many or in the wrong order.
pub(super) fn slips(word: &str) -> usize {
    match word.len() {
        _ if word.bytes().any(|byte| byte.is_ascii_digit()) => 0,
        0..4 => 0,
        4..8 => 1,
        _ => 2,
    }
}

/// The beginning of a word and all that is left of it when as many letters are missing as it may have slips. Two words that
/// differ by no more slips than that have one of these in common.
pub(super) fn misspellings(word: &str) -> BTreeSet<String> {
    let start = word[..word.len().min(MISSPELT_MAX)].to_owned();
    let mut all = BTreeSet::from([start]);
    for _ in 0..slips(word) {
        let shorter: Vec<String> = all.iter().flat_map(|word| without_one(word)).collect();
        all.extend(shorter);
    }
    all
}

fn without_one(word: &str) -> impl Iterator<Item = String> {
    (0..word.len()).map(|place| {
        let mut shorter = word.to_owned();
        shorter.remove(place);
        shorter
    })
}
