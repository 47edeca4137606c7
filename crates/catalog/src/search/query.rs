//! What somebody types, as the terms that products may have for it.

use std::collections::{BTreeSet, HashSet};

use db::Tx;
use kernel::{Error, Result};
use strsim::damerau_levenshtein;

use super::words::{self, Stems};
use super::{CODE, find, store};

/// Longer texts are refused.
const TEXT_MAX: usize = 200;
/// Words that count; who pastes a sentence is served with its beginning.
const WORDS_MAX: usize = 8;
/// A half-typed SKU with fewer letters means too many.
const CODE_MIN: usize = 3;
/// Words that are tried for one that is misspelt, or is part of longer ones.
const GUESSES_MAX: usize = 6;
/// Words that are tried for a half-typed one, the shortest first.
const COMPLETIONS_MAX: i64 = 24;
/// SKUs that are tried for a half-typed one.
const CODES_MAX: i64 = 8;

/// What a way to match is worth, in percent.
const EXACT: f64 = 100.0;
const BEGINS: f64 = 60.0;
const ONE_SLIP: f64 = 50.0;
const PART: f64 = 40.0;
const TWO_SLIPS: f64 = 25.0;
/// More than all words of a text together.
const WHOLE_CODE: i64 = 1_000_000;
/// What a SKU is worth that begins so.
const HALF_CODE: i64 = 100;

/// A search that was checked.
#[derive(Debug, Clone)]
pub(crate) struct Query(String);

/// A term that stands for a word of the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Wanted {
    pub(super) word: i64,
    pub(super) term: String,
    pub(super) boost: i64,
}

/// One word and how it may stand in products.
struct Word {
    forms: BTreeSet<String>,
    /// With the word before or after it, for what is written as one word elsewhere.
    joined: BTreeSet<String>,
    begins: Option<String>,
}

/// Terms that a word may stand for, with what each is worth.
#[derive(Default)]
struct Ways(Vec<(String, f64)>);

impl Ways {
    fn add(&mut self, terms: impl IntoIterator<Item = String>, worth: f64) {
        for term in terms {
            if !self.0.iter().any(|(other, _)| *other == term) {
                self.0.push((term, worth));
            }
        }
    }
}

impl Query {
    /// Nothing for a text that is nothing but spaces.
    pub(crate) fn parse(text: Option<&str>) -> Result<Option<Self>> {
        let text = text.unwrap_or_default().trim();
        if text.chars().count() > TEXT_MAX {
            let message = format!("Search for at most {TEXT_MAX} characters.");
            return Err(Error::invalid("q", "too_long", message));
        }
        if text.chars().any(char::is_control) {
            return Err(Error::invalid("q", "invalid", "Control characters cannot be searched for."));
        }
        Ok((!text.is_empty()).then(|| Self(text.to_owned())))
    }

    /// The terms that products may have for it. None when the text has neither letters nor digits.
    pub(super) async fn wanted(&self, tx: &mut Tx) -> Result<Vec<Wanted>> {
        let stems: Vec<Stems> = store::spoken(tx).await?.iter().map(Stems::of).collect();
        let words = split(&self.0, &stems);
        let typed = words.iter().flat_map(|word| word.forms.iter().chain(&word.joined)).cloned();
        let vocabulary = store::known(tx, &typed.collect::<Vec<_>>()).await?;
        let (mut ways, mut counts): (Vec<Ways>, _) = (Vec::new(), find::Counts::default());
        for word in words {
            ways.extend(ways_of(tx, word, &vocabulary, &stems, &mut counts).await?);
        }
        ways.truncate(WORDS_MAX);
        weigh(tx, ways, &words::code(&self.0), &mut counts).await
    }
}

fn split(text: &str, stems: &[Stems]) -> Vec<Word> {
    let as_typed: Vec<String> = words::words(text).collect();
    let mut words: Vec<Word> = as_typed
        .iter()
        .map(|word| Word { forms: BTreeSet::from([word.clone()]), joined: BTreeSet::new(), begins: None })
        .collect();
    for pairs in stems.iter().map(|stems| stems.words(text)) {
        for (word, (_, stem)) in words.iter_mut().zip(pairs) {
            word.forms.insert(stem);
        }
    }
    words.truncate(WORDS_MAX);
    for place in 1..words.len() {
        let joined: BTreeSet<String> =
            words[place].forms.iter().map(|form| format!("{}{form}", as_typed[place - 1])).collect();
        words[place - 1].joined.extend(joined.iter().cloned());
        words[place].joined.extend(joined);
    }
    if let (Some(word), Some(typed)) = (words.last_mut(), as_typed.last())
        && typed.len() > 1
        && as_typed.len() <= WORDS_MAX
    {
        word.begins = Some(typed.clone());
    }
    words
}

/// The ways to match a word; those of two words when it is two that were written as one.
async fn ways_of(
    tx: &mut Tx,
    word: Word,
    vocabulary: &HashSet<String>,
    stems: &[Stems],
    counts: &mut find::Counts,
) -> Result<Vec<Ways>> {
    let mut names = Ways::default();
    names.add(word.joined.iter().filter(|joined| vocabulary.contains(*joined)).cloned(), PART);
    if let Some(begins) = &word.begins {
        names.add(store::beginning_with(tx, begins, COMPLETIONS_MAX).await?, BEGINS);
    }
    for form in word.forms.iter().filter(|form| words::slips(form) > 0) {
        let limit = i64::try_from(GUESSES_MAX).map_err(Error::internal)?;
        names.add(store::ending_with(tx, form, limit).await?, PART);
    }
    let mut ways = Ways::default();
    ways.add(word.forms.iter().cloned(), EXACT);
    names.add(word.forms.iter().filter(|form| vocabulary.contains(*form)).cloned(), EXACT);
    let named: Vec<&str> = names.0.iter().map(|(term, _)| term.as_str()).collect();
    let is_name = counts.of(tx, &named).await?.iter().any(|count| *count > 0);
    for (term, worth) in names.0 {
        ways.add([term], worth);
    }
    if is_name {
        return Ok(vec![ways]);
    }
    // A passing remark in a description does not make a word right.
    if let Some(parts) = parts(tx, &word.forms, stems).await? {
        return Ok(parts.map(|part| Ways(vec![(part, PART)])).into());
    }
    for (term, worth) in guesses(tx, &word.forms).await? {
        ways.add([term], worth);
    }
    Ok(vec![ways])
}

/// Words that the merchant has and that this one may be meant for, the nearest first.
async fn guesses(tx: &mut Tx, forms: &BTreeSet<String>) -> Result<Vec<(String, f64)>> {
    let mut guesses: Vec<(usize, String)> = Vec::new();
    for form in forms.iter().filter(|form| words::slips(form) > 0) {
        let misspelt: Vec<String> = words::misspellings(form).into_iter().collect();
        for term in store::misspelt_as(tx, &misspelt).await? {
            let distance = damerau_levenshtein(form, &term);
            if distance <= words::slips(form) && !guesses.iter().any(|(_, other)| *other == term) {
                guesses.push((distance, term));
            }
        }
    }
    guesses.sort_unstable();
    guesses.truncate(GUESSES_MAX);
    let worth = |distance| if distance < 2 { ONE_SLIP } else { TWO_SLIPS };
    Ok(guesses.into_iter().map(|(distance, term)| (term, worth(distance))).collect())
}

/// Two words of the vocabulary that make this one together: `Regenjacke`, `rainjacket`.
async fn parts(tx: &mut Tx, forms: &BTreeSet<String>, stems: &[Stems]) -> Result<Option<[String; 2]>> {
    let mut pairs = Vec::new();
    for form in forms {
        for place in 3..form.len().saturating_sub(2) {
            let (first, second) = form.split_at(place);
            // Compounds have an s between their parts in some languages.
            let firsts = [Some(first), first.strip_suffix('s').filter(|first| first.len() > 2)];
            for first in firsts.into_iter().flatten() {
                let stem = stems.iter().flat_map(|stems| stems.words(second)).map(|(_, stem)| stem);
                pairs.extend(stem.chain([second.to_owned()]).map(|second| [first.to_owned(), second]));
            }
        }
    }
    let all: BTreeSet<String> = pairs.iter().flatten().cloned().collect();
    let known = store::known(tx, &all.into_iter().collect::<Vec<_>>()).await?;
    Ok(pairs.into_iter().find(|pair| pair.iter().all(|part| known.contains(part))))
}

/// Rare terms say more than common ones. A SKU or barcode that is typed whole stands above everything.
async fn weigh(tx: &mut Tx, ways: Vec<Ways>, code: &str, counts: &mut find::Counts) -> Result<Vec<Wanted>> {
    let mut codes = Vec::new();
    if code.len() >= CODE_MIN {
        let whole = format!("{CODE}{code}");
        let longer = store::codes(tx, &whole, CODES_MAX).await?;
        codes.extend(longer.into_iter().map(|code| (code == whole, code)));
    }
    let words = ways.len();
    // A code stands for all the words of the text.
    let each = find::TERMS / words.max(1);
    codes.truncate(each / 2);
    let mut wanted = Vec::new();
    for (ways, word) in ways.into_iter().zip(0..) {
        let boost = |whole| if whole { WHOLE_CODE } else { HALF_CODE };
        wanted.extend(codes.iter().map(|(whole, code)| Wanted {
            word,
            term: code.clone(),
            boost: boost(*whole),
        }));
        let ways: Vec<_> = ways.0.into_iter().take(each - codes.len()).collect();
        let terms: Vec<&str> = ways.iter().map(|(term, _)| term.as_str()).collect();
        let counted = counts.of(tx, &terms).await?;
        let weighed = ways.into_iter().zip(counted).filter(|(_, count)| *count > 0);
        wanted.extend(weighed.map(|((term, worth), count)| Wanted {
            word,
            term,
            boost: boost_of(worth, count),
        }));
    }
    Ok(wanted)
}

/// By how many products have a term, as BM25 does.
fn boost_of(worth: f64, count: i64) -> i64 {
    #[expect(clippy::cast_precision_loss, reason = "counts end at 20 000")]
    let rarity = (1.0 + 2.0 * find::COUNT_MAX as f64 / count.max(1) as f64).ln();
    #[expect(clippy::cast_possible_truncation, reason = "at most 100 × 11")]
    let boost = (worth * rarity) as i64;
    boost.max(1)
}
