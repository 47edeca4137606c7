//! What a product is found by.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use db::{Tx, bulk};
use identity::organization;
use kernel::{Json, Language, Result};

use super::store::{Indexed, Posting, Translated};
use super::words::{self, Stems};
use super::{CODE, FORMAT, SPOKEN, store};
use crate::product::{Product, ProductId, many};
use crate::variant::Variant;

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
    names: BTreeSet<String>,
}

/// Brings up to date what these products are found by.
pub async fn index(tx: &mut Tx, ids: &[ProductId]) -> Result<()> {
    if ids.is_empty() {
        return Ok(());
    }
    let language: Language = organization::current(tx).await?.locale.as_str().parse()?;
    let mut names = BTreeSet::new();
    for ids in ids.chunks(many::CHUNK) {
        names.extend(index_chunk(tx, ids, &language).await?);
    }
    store::learn(tx, names.into_iter().filter(|name| words::is_word(name)).collect()).await
}

/// Answers the names that are new among those of these products.
async fn index_chunk(tx: &mut Tx, ids: &[ProductId], language: &Language) -> Result<BTreeSet<String>> {
    let mut before = store::indexed(tx, ids).await?;
    let (mut postings, mut documents, mut names) = (Vec::new(), Vec::new(), BTreeSet::new());
    for (id, document) in read(tx, ids, language).await? {
        let before = before.remove(&id);
        if before.as_ref().is_some_and(|before| before.format == FORMAT && before.terms.0 == document.terms) {
            continue;
        }
        let before = before.map(|before| before.terms.0).unwrap_or_default();
        for term in before.keys().filter(|term| !document.terms.contains_key(*term)) {
            store::remove_posting(tx, id, term).await?;
        }
        let changed = document.terms.iter().filter(|(term, weight)| before.get(*term) != Some(*weight));
        postings.extend(changed.map(|(term, weight)| Posting(term.clone(), id, *weight)));
        names.extend(document.names.into_iter().filter(|name| !before.contains_key(name)));
        let terms = Json(document.terms);
        documents.push(Indexed { product_id: id, format: FORMAT, terms });
    }
    bulk::insert(tx, postings).await?;
    bulk::insert(tx, documents).await?;
    Ok(names)
}

/// The product is found no more.
pub(crate) async fn forget(tx: &mut Tx, id: ProductId) -> Result<()> {
    let Some(indexed) = store::indexed(tx, &[id]).await?.remove(&id) else { return Ok(()) };
    for term in indexed.terms.0.keys() {
        store::remove_posting(tx, id, term).await?;
    }
    store::remove_document(tx, id).await
}

/// What these products are to be found by, in the order of their ids; nothing of those that are gone.
async fn read(tx: &mut Tx, ids: &[ProductId], language: &Language) -> Result<BTreeMap<ProductId, Document>> {
    let products = store::products(tx, ids).await?;
    let mut labels: HashMap<ProductId, Vec<String>> = HashMap::new();
    let mut values: HashMap<ProductId, Vec<String>> = HashMap::new();
    let mut variants: HashMap<ProductId, Vec<Variant>> = HashMap::new();
    for variant in many::variants(tx, ids).await? {
        variants.entry(variant.product_id).or_default().push(variant);
    }
    for (id, tag) in many::tags(tx, ids).await? {
        labels.entry(id).or_default().push(tag);
    }
    for (id, name) in store::category_names(tx, ids).await? {
        labels.entry(id).or_default().push(name);
    }
    for (id, attribute) in many::attributes(tx, ids).await? {
        values.entry(id).or_default().push(attribute.value);
    }
    let stems = Stems::of(language);
    let mut documents = BTreeMap::new();
    for (id, product) in &products {
        let variants = variants.remove(id).unwrap_or_default();
        let labels = product.vendor.iter().cloned().chain(labels.remove(id).unwrap_or_default());
        let values = own_values(product, &variants).into_iter().chain(values.remove(id).unwrap_or_default());
        let mut document = Document::default();
        document.codes(&variants);
        document.speaks(language);
        document.part(TITLE, &stems, &product.title);
        document.part(LABELS, &stems, &labels.collect::<Vec<_>>().join(" , "));
        document.part(VALUES, &stems, &values.collect::<Vec<_>>().join(" , "));
        document.part(DESCRIPTION, &stems, &text_of(&product.description));
        documents.insert(*id, document);
    }
    for Translated { product_id, said } in store::texts(tx, ids).await? {
        let Some(document) = documents.get_mut(&product_id) else { continue };
        let (stems, texts) = (Stems::of(&said.language), said.texts.0);
        document.speaks(&said.language);
        document.part(TITLE, &stems, texts.title.as_deref().unwrap_or_default());
        document.part(VALUES, &stems, &texts.words.into_values().collect::<Vec<_>>().join(" , "));
        document.part(DESCRIPTION, &stems, &text_of(texts.description.as_deref().unwrap_or_default()));
    }
    for Translated { product_id, said } in store::category_texts(tx, ids).await? {
        let Some(document) = documents.get_mut(&product_id) else { continue };
        let title = said.texts.0.title.unwrap_or_default();
        document.part(LABELS, &Stems::of(&said.language), &title);
    }
    Ok(documents)
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
