//! What a product is found by.

use std::collections::BTreeMap;

use db::Tx;
use identity::organization;
use kernel::{Json, Language, Result};

use super::words::{self, Stems};
use super::{CODE, FORMAT, SPOKEN, store};
use crate::product::{self, Product, ProductId};
use crate::translation;
use crate::variant::{self, Variant};

/// Words of one text that count. A description may be a book; nobody finds it by its thousandth word.
const TEXT_WORDS_MAX: usize = 1_000;
/// Terms of one product beside its codes.
const TERMS_MAX: usize = 3_000;

/// How much a term is worth by where it stands: hundredths.
type Terms = BTreeMap<String, i64>;

/// A part of a product that words are taken from.
#[derive(Clone, Copy)]
struct Part {
    worth: f64,
    /// How many words it usually has: in a longer one each says less.
    usual_words: f64,
    /// Whether its words are tried when somebody misspells one, and found half typed.
    is_name: bool,
}

const TITLE: Part = Part { worth: 8.0, usual_words: 5.0, is_name: true };
const CODES: Part = Part { worth: 8.0, usual_words: 3.0, is_name: false };
const LABELS: Part = Part { worth: 4.0, usual_words: 3.0, is_name: true };
const VALUES: Part = Part { worth: 2.0, usual_words: 6.0, is_name: true };
const DESCRIPTION: Part = Part { worth: 1.0, usual_words: 60.0, is_name: false };

/// Terms and vocabulary as they are collected.
#[derive(Default)]
struct Document {
    terms: Terms,
    names: std::collections::BTreeSet<String>,
}

/// Brings up to date what the product is found by.
pub async fn index(tx: &mut Tx, id: ProductId) -> Result<()> {
    let Some(product) = product::find(tx, id).await? else { return Ok(()) };
    let language = organization::current(tx).await?.locale.as_str().parse()?;
    let document = read(tx, &product, &language).await?;
    let before = store::document(tx, id).await?;
    if before.as_ref().is_some_and(|(format, terms)| *format == FORMAT && terms.0 == document.terms) {
        return Ok(());
    }
    let before = before.map(|(_, terms)| terms.0).unwrap_or_default();
    for term in before.keys().filter(|term| !document.terms.contains_key(*term)) {
        store::remove_posting(tx, id, term).await?;
    }
    let changed = document.terms.iter().filter(|(term, weight)| before.get(*term) != Some(*weight));
    store::set_postings(tx, id, changed).await?;
    let new = document.names.into_iter().filter(|name| words::is_word(name) && !before.contains_key(name));
    store::learn(tx, new.collect()).await?;
    store::set_document(tx, id, FORMAT, Json(document.terms)).await
}

/// The product is found no more.
pub(crate) async fn forget(tx: &mut Tx, id: ProductId) -> Result<()> {
    let Some((_, terms)) = store::document(tx, id).await? else { return Ok(()) };
    for term in terms.0.keys() {
        store::remove_posting(tx, id, term).await?;
    }
    store::remove_document(tx, id).await
}

async fn read(tx: &mut Tx, product: &Product, language: &Language) -> Result<Document> {
    let id = product.id;
    let variants = variant::of_product(tx, id).await?;
    let attributes = product::store::attributes(tx, id).await?;
    let values = own_values(product, &variants);
    let values = values.into_iter().chain(attributes.iter().map(|attribute| attribute.value.clone()));
    let mut labels: Vec<String> = product.vendor.iter().cloned().collect();
    labels.extend(product::store::tags(tx, id).await?);
    labels.extend(store::category_names(tx, id).await?);

    let mut document = Document::default();
    document.codes(&variants);
    let stems = Stems::of(language);
    document.speaks(language);
    document.part(TITLE, &stems, &product.title);
    document.part(LABELS, &stems, &labels.join(" , "));
    document.part(VALUES, &stems, &values.collect::<Vec<_>>().join(" , "));
    document.part(DESCRIPTION, &stems, &text_of(&product.description));
    for one in translation::list(tx, id).await? {
        let (stems, texts) = (Stems::of(&one.language), one.texts.0);
        document.speaks(&one.language);
        document.part(TITLE, &stems, texts.title.as_deref().unwrap_or_default());
        document.part(VALUES, &stems, &texts.words.into_values().collect::<Vec<_>>().join(" , "));
        document.part(DESCRIPTION, &stems, &text_of(texts.description.as_deref().unwrap_or_default()));
    }
    for one in store::category_texts(tx, id).await? {
        document.part(LABELS, &Stems::of(&one.language), one.texts.0.title.as_deref().unwrap_or_default());
    }
    Ok(document)
}

/// What its variants differ in, each value once.
fn own_values(product: &Product, variants: &[Variant]) -> Vec<String> {
    let written = product.options.0.iter().flat_map(|option| option.values.iter().cloned());
    let mut values: Vec<String> = written.chain(variants.iter().flat_map(Variant::options)).collect();
    values.sort_unstable();
    values.dedup();
    values
}

/// HTML as a reader sees it, near enough: tags stand between words, entities are characters.
fn text_of(html: &str) -> String {
    let mut text = String::with_capacity(html.len());
    let mut in_tag = false;
    for character in html.chars() {
        match character {
            '<' => in_tag = true,
            '>' if in_tag => {
                in_tag = false;
                text.push(' ');
            }
            character if !in_tag => text.push(character),
            _ => {}
        }
    }
    text.replace("&amp;", "&").replace("&lt;", " ").replace("&gt;", " ").replace("&nbsp;", " ")
}

impl Document {
    fn speaks(&mut self, language: &Language) {
        self.terms.insert(format!("{SPOKEN}{}", words::main_part(language)), 1);
    }

    /// SKUs and barcodes: whole, and the words in them.
    fn codes(&mut self, variants: &[Variant]) {
        let all = variants.iter().flat_map(|variant| [&variant.sku, &variant.barcode]).flatten();
        for code in all {
            self.terms.insert(format!("{CODE}{}", words::code(code)), 100);
            for word in words::words(code) {
                self.add(&word, CODES, 1.0, 3.0);
            }
        }
    }

    /// A word that stands there often says more, but less and less; in a long text it says less.
    fn part(&mut self, part: Part, stems: &Stems, text: &str) {
        let words: Vec<_> = stems.words(text).into_iter().take(TEXT_WORDS_MAX).collect();
        let mut counts: BTreeMap<&str, f64> = BTreeMap::new();
        for (word, stem) in &words {
            *counts.entry(stem).or_default() += 1.0;
            if word != stem && part.is_name {
                *counts.entry(word).or_default() += 1.0;
            }
        }
        let length: f64 = words.iter().map(|_| 1.0).sum();
        for (term, count) in counts {
            self.add(term, part, count, length);
            if part.is_name && self.terms.contains_key(term) {
                self.names.insert(term.to_owned());
            }
        }
    }

    fn add(&mut self, term: &str, part: Part, count: f64, length: f64) {
        if self.terms.len() >= TERMS_MAX && !self.terms.contains_key(term) {
            return;
        }
        let saturated = 2.2 * count / (count + 1.2 * (0.25 + 0.75 * length / part.usual_words));
        #[expect(clippy::cast_possible_truncation, reason = "at most 8 × 2.2 × 100")]
        let weight = (part.worth * saturated * 100.0) as i64;
        *self.terms.entry(term.to_owned()).or_default() += weight.max(1);
    }
}
