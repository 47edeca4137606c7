use proptest::prelude::*;
use strsim::damerau_levenshtein;

use super::Query;
use super::filter::attributes;
use super::words::{Stems, code, misspellings, slips, words};

fn stem(language: &str, text: &str) -> Vec<String> {
    let stems = Stems::of(&language.parse().unwrap());
    stems.words(text).into_iter().map(|(_, stem)| stem).collect()
}

#[test]
fn words_are_small_letters_and_digits_in_every_script() {
    let found: Vec<String> = words("Crème brûlée-Brenner „Größe 2“, men's Фонарь").collect();
    assert_eq!(found, ["creme", "brulee", "brenner", "grosse", "2", "mens", "fonar"]);
    assert_eq!(words("%_'\"\\ \u{301} — ").count(), 0);
    assert_eq!(code(" fj-M/red "), "fjmred");
    assert_eq!(words(&"x".repeat(1_000)).map(|word| word.len()).collect::<Vec<_>>(), [40]);
}

#[test]
fn plurals_come_down_to_the_same_stem() {
    for (language, one, many) in [
        ("en", "jacket", "jackets"),
        ("en", "Battery", "batteries"),
        ("de", "Jacke", "Jacken"),
        ("de", "Mantel", "Mäntel"),
        ("de-CH", "Zelt", "Zelte"),
        ("es", "camión", "camiones"),
        ("fr", "lampe", "lampes"),
    ] {
        assert_eq!(stem(language, one), stem(language, many), "{language}");
    }
    assert_eq!(stem("ja", "jackets"), ["jackets"], "no language that stems are known of");
}

#[test]
fn attributes_are_pairs() {
    let pairs = attributes(Some("Material: Merino wool | Ratio:16:9")).unwrap();
    assert_eq!((pairs[0].value.as_str(), pairs[1].value.as_str()), ("Merino wool", "16:9"));
    assert!(attributes(None).unwrap().is_empty());
    for wrong in ["Material", "a:1|b:2|c:3|d:4|e:5"] {
        let error = attributes(Some(wrong)).unwrap_err();
        assert_eq!(error.fields()[0].field, "attributes");
    }
}

#[test]
fn a_search_has_its_limits() {
    assert!(Query::parse(Some("  ")).unwrap().is_none());
    for wrong in ["a\0b".to_owned(), "long ".repeat(2_000)] {
        assert_eq!(Query::parse(Some(&wrong)).unwrap_err().fields()[0].field, "q");
    }
}

fn slip(word: &str, kind: u8, place: usize, letter: char) -> String {
    let mut letters: Vec<char> = word.chars().collect();
    let place = place % letters.len();
    match kind % 4 {
        0 => letters[place] = letter,
        1 => letters.insert(place, letter),
        2 => drop(letters.remove(place)),
        _ => letters.swap(place, (place + 1) % word.len()),
    }
    letters.into_iter().collect()
}

proptest! {
    /// Whatever is misspelt within bounds is found through what both words have in common.
    #[test]
    fn a_misspelt_word_has_something_in_common_with_the_right_one(
        word in "[a-z]{5,14}", kind in 0..4_u8, place in 0..14_usize, letter in "[a-z]", again in 0..4_u8,
    ) {
        let letter = letter.chars().next().unwrap();
        let mut typed = slip(&word, kind, place, letter);
        if word.len() > 9 {
            typed = slip(&typed, again, place + 3, letter);
        }
        let distance = damerau_levenshtein(&word, &typed);
        if distance <= slips(&typed).min(slips(&word)) {
            let (right, wrong) = (misspellings(&word), misspellings(&typed));
            prop_assert!(right.intersection(&wrong).next().is_some(), "{word} {typed}");
            prop_assert!(wrong.len() <= db::IDS, "they are looked up at once");
        }
    }
}
