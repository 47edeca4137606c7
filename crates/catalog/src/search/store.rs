//! SQL of terms, and of what has them.

use std::collections::{BTreeMap, HashMap, HashSet};

use db::bulk::{self, Row};
use db::{Query, Tx};
use kernel::{Json, Language, Result, TenantId};

use super::{AFTER_LETTERS, SPOKEN, words};
use crate::category::CategoryId;
use crate::product::{Product, ProductId};
use crate::translation::Translation;

/// A product as it was indexed.
#[derive(sqlx::FromRow)]
pub(super) struct Indexed {
    pub(super) product_id: ProductId,
    /// The rules.
    pub(super) format: i64,
    /// Its terms with what they are worth.
    pub(super) terms: Json<BTreeMap<String, i64>>,
}

pub(super) async fn indexed(tx: &mut Tx, products: &[ProductId]) -> Result<HashMap<ProductId, Indexed>> {
    let rows: Vec<Indexed> = tx
        .query(concat!(
            "SELECT product_id, format, terms FROM search_documents WHERE tenant_id = $1 AND product_id IN (",
            db::ids!(),
            ")"
        ))
        .bind_ids(products)
        .fetch_all()
        .await?;
    Ok(rows.into_iter().map(|indexed| (indexed.product_id, indexed)).collect())
}

impl Row for Indexed {
    const TABLE: &'static str = "search_documents";
    const COLUMNS: &'static [&'static str] = &["product_id", "format", "terms"];
    const ON_CONFLICT: &'static str = "ON CONFLICT (tenant_id, product_id)
        DO UPDATE SET format = excluded.format, terms = excluded.terms";

    fn bind(self, query: Query<'_>) -> Query<'_> {
        query.bind(self.product_id).bind(self.format).bind(self.terms)
    }
}

pub(super) async fn remove_document(tx: &mut Tx, id: ProductId) -> Result<()> {
    tx.query("DELETE FROM search_documents WHERE tenant_id = $1 AND product_id = $2")
        .bind(id)
        .execute()
        .await?;
    Ok(())
}

pub(super) async fn remove_posting(tx: &mut Tx, id: ProductId, term: &str) -> Result<()> {
    tx.query("DELETE FROM search_postings WHERE tenant_id = $1 AND term = $2 AND product_id = $3")
        .bind(term.to_owned())
        .bind(id)
        .execute()
        .await?;
    Ok(())
}

/// What a term is worth in a product.
pub(super) struct Posting(pub(super) String, pub(super) ProductId, pub(super) i64);

impl Row for Posting {
    const TABLE: &'static str = "search_postings";
    const COLUMNS: &'static [&'static str] = &["term", "product_id", "weight"];
    const ON_CONFLICT: &'static str =
        "ON CONFLICT (tenant_id, term, product_id) DO UPDATE SET weight = excluded.weight";

    fn bind(self, query: Query<'_>) -> Query<'_> {
        query.bind(self.0).bind(self.1).bind(self.2)
    }
}

struct Word(String);

impl Row for Word {
    const TABLE: &'static str = "search_words";
    const COLUMNS: &'static [&'static str] = &["term", "reversed"];
    const ON_CONFLICT: &'static str = "ON CONFLICT (tenant_id, term) DO NOTHING";

    fn bind(self, query: Query<'_>) -> Query<'_> {
        let reversed: String = self.0.chars().rev().collect();
        query.bind(self.0).bind(reversed)
    }
}

struct Misspelling(String, String);

impl Row for Misspelling {
    const TABLE: &'static str = "search_misspellings";
    const COLUMNS: &'static [&'static str] = &["misspelt", "term"];
    const ON_CONFLICT: &'static str = "ON CONFLICT (tenant_id, misspelt, term) DO NOTHING";

    fn bind(self, query: Query<'_>) -> Query<'_> {
        query.bind(self.0).bind(self.1)
    }
}

/// Adds words to the vocabulary that it lacks. They stay when no product has them any more: that costs a look, and taking
/// them away would have to wait for whoever is adding one.
pub(super) async fn learn(tx: &mut Tx, words: Vec<String>) -> Result<()> {
    let known = known(tx, &words).await?;
    let new: Vec<String> = words.into_iter().filter(|word| !known.contains(word)).collect();
    let misspelt = new.iter().flat_map(|word| {
        words::misspellings(word).into_iter().map(|misspelt| Misspelling(misspelt, word.clone()))
    });
    let misspelt: Vec<_> = misspelt.collect();
    bulk::insert(tx, new.into_iter().map(Word)).await?;
    bulk::insert(tx, misspelt).await
}

/// Which of these words are in the vocabulary.
pub(super) async fn known(tx: &mut Tx, words: &[String]) -> Result<HashSet<String>> {
    let sql = concat!("SELECT term FROM search_words WHERE tenant_id = $1 AND term IN (", db::ids!(), ")");
    let mut known = HashSet::new();
    for words in words.chunks(db::IDS) {
        let rows: Vec<(String,)> = tx.query(sql).bind_texts(words).fetch_all().await?;
        known.extend(rows.into_iter().map(|(term,)| term));
    }
    Ok(known)
}

/// Words that one of these may be the misspelling of.
pub(super) async fn misspelt_as(tx: &mut Tx, misspelt: &[String]) -> Result<Vec<String>> {
    let sql = concat!(
        "SELECT DISTINCT term FROM search_misspellings WHERE tenant_id = $1 AND misspelt IN (",
        db::ids!(),
        ") ORDER BY term LIMIT 1000"
    );
    let rows: Vec<(String,)> = tx.query(sql).bind_texts(misspelt).fetch_all().await?;
    Ok(rows.into_iter().map(|(term,)| term).collect())
}

/// Words that begin so, the shortest first.
pub(super) async fn beginning_with(tx: &mut Tx, beginning: &str, limit: i64) -> Result<Vec<String>> {
    let rows: Vec<(String,)> = tx
        .query(
            "SELECT term FROM search_words WHERE tenant_id = $1 AND term >= $2 AND term < $3
             ORDER BY length(term), term LIMIT $4",
        )
        .bind(beginning.to_owned())
        .bind(format!("{beginning}{AFTER_LETTERS}"))
        .bind(limit)
        .fetch_all()
        .await?;
    Ok(rows.into_iter().map(|(term,)| term).collect())
}

/// Codes that begin so, as terms.
pub(super) async fn codes(tx: &mut Tx, beginning: &str, limit: i64) -> Result<Vec<String>> {
    let rows: Vec<(String,)> = tx
        .query(
            "SELECT DISTINCT term FROM search_postings WHERE tenant_id = $1 AND term >= $2 AND term < $3
             ORDER BY term LIMIT $4",
        )
        .bind(beginning.to_owned())
        .bind(format!("{beginning}{AFTER_LETTERS}"))
        .bind(limit)
        .fetch_all()
        .await?;
    Ok(rows.into_iter().map(|(term,)| term).collect())
}

/// Words that end with this one, and have three letters or more before it.
pub(super) async fn ending_with(tx: &mut Tx, word: &str, limit: i64) -> Result<Vec<String>> {
    let reversed: String = word.chars().rev().collect();
    let rows: Vec<(String,)> = tx
        .query(
            "SELECT term FROM search_words WHERE tenant_id = $1 AND reversed >= $2 AND reversed < $3
                 AND length(reversed) >= $4 ORDER BY reversed LIMIT $5",
        )
        .bind(reversed.clone())
        .bind(format!("{reversed}{AFTER_LETTERS}"))
        .bind(i64::try_from(word.len()).unwrap_or(i64::MAX).saturating_add(3))
        .bind(limit)
        .fetch_all()
        .await?;
    Ok(rows.into_iter().map(|(term,)| term).collect())
}

/// The languages in which the organization's products are described: one look for each, however many products there are.
pub(super) async fn spoken(tx: &mut Tx) -> Result<Vec<Language>> {
    let rows: Vec<(String,)> = tx
        .query(
            "WITH RECURSIVE spoken (term) AS (
                 SELECT min(term) FROM search_postings WHERE tenant_id = $1 AND term >= $2
                 UNION ALL
                 SELECT (SELECT min(p.term) FROM search_postings p WHERE p.tenant_id = $1 AND p.term > s.term)
                 FROM spoken s WHERE s.term IS NOT NULL)
             SELECT term FROM spoken WHERE term IS NOT NULL LIMIT 30",
        )
        .bind(SPOKEN.to_string())
        .fetch_all()
        .await?;
    Ok(rows.into_iter().filter_map(|(term,)| term.strip_prefix(SPOKEN)?.parse().ok()).collect())
}

/// The names of the categories that these products are in, and of those above.
pub(super) async fn category_names(tx: &mut Tx, products: &[ProductId]) -> Result<Vec<(ProductId, String)>> {
    tx.query(concat!(
        "WITH RECURSIVE above (product_id, id, parent_id, name) AS (
             SELECT k.product_id, c.id, c.parent_id, c.name FROM product_categories k
             JOIN categories c ON c.tenant_id = k.tenant_id AND c.id = k.category_id
             WHERE k.tenant_id = $1 AND k.product_id IN (",
        db::ids!(),
        ")
             UNION SELECT above.product_id, c.id, c.parent_id, c.name
             FROM categories c JOIN above ON c.id = above.parent_id WHERE c.tenant_id = $1)
         SELECT product_id, name FROM above"
    ))
    .bind_ids(products)
    .fetch_all()
    .await
}

/// The names in other languages of the categories that these products are in.
pub(super) async fn category_texts(tx: &mut Tx, products: &[ProductId]) -> Result<Vec<Translated>> {
    tx.query(concat!(
        "SELECT k.product_id, t.language, t.texts FROM product_categories k
         JOIN translations t ON t.tenant_id = k.tenant_id AND t.entity_id = k.category_id
         WHERE k.tenant_id = $1 AND k.product_id IN (",
        db::ids!(),
        ") ORDER BY t.language, t.entity_id"
    ))
    .bind_ids(products)
    .fetch_all()
    .await
}

/// The texts of these products in other languages.
pub(super) async fn texts(tx: &mut Tx, products: &[ProductId]) -> Result<Vec<Translated>> {
    tx.query(concat!(
        "SELECT entity_id AS product_id, language, texts FROM translations
         WHERE tenant_id = $1 AND entity_id IN (",
        db::ids!(),
        ") ORDER BY language"
    ))
    .bind_ids(products)
    .fetch_all()
    .await
}

/// What is said about a product in another language.
#[derive(sqlx::FromRow)]
pub(super) struct Translated {
    pub(super) product_id: ProductId,
    #[sqlx(flatten)]
    pub(super) said: Translation,
}

/// Something about a category changed: what is in it or below it is to be indexed anew.
pub(super) async fn stale_category(tx: &mut Tx, id: CategoryId) -> Result<u64> {
    tx.query(
        "UPDATE search_documents SET format = 0
         WHERE tenant_id = $1 AND product_id IN (
             SELECT k.product_id FROM product_categories k WHERE k.tenant_id = $1 AND k.category_id IN (
                 WITH RECURSIVE below (id) AS (
                     SELECT id FROM categories WHERE tenant_id = $1 AND id = $2
                     UNION ALL SELECT c.id FROM categories c JOIN below ON c.parent_id = below.id
                     WHERE c.tenant_id = $1)
                 SELECT id FROM below))",
    )
    .bind(id)
    .execute()
    .await
}

/// Products of the organization that are not indexed by the present rules, from one on.
pub(super) async fn stale(tx: &mut Tx, format: i64, after: ProductId, limit: i64) -> Result<Vec<ProductId>> {
    let rows: Vec<(ProductId,)> = tx
        .query(
            "SELECT p.id FROM products p
             LEFT JOIN search_documents d ON d.tenant_id = p.tenant_id AND d.product_id = p.id AND d.format = $2
             WHERE p.tenant_id = $1 AND p.id > $3 AND d.product_id IS NULL ORDER BY p.id LIMIT $4",
        )
        .bind(format)
        .bind(after)
        .bind(limit)
        .fetch_all()
        .await?;
    Ok(rows.into_iter().map(|(id,)| id).collect())
}

/// Organizations that have products which are not indexed by the present rules.
pub(super) async fn stale_organizations(tx: &mut Tx, format: i64) -> Result<Vec<TenantId>> {
    let rows: Vec<(TenantId,)> = tx
        .global_query(
            "SELECT DISTINCT p.tenant_id FROM products p
             LEFT JOIN search_documents d ON d.tenant_id = p.tenant_id AND d.product_id = p.id AND d.format = $1
             WHERE d.product_id IS NULL",
        )
        .bind(format)
        .fetch_all()
        .await?;
    Ok(rows.into_iter().map(|(tenant,)| tenant).collect())
}

/// These products, by their ids.
pub(super) async fn products(tx: &mut Tx, ids: &[ProductId]) -> Result<HashMap<ProductId, Product>> {
    let sql = concat!("SELECT * FROM products WHERE tenant_id = $1 AND id IN (", db::ids!(), ")");
    let mut products = HashMap::new();
    for ids in ids.chunks(db::IDS) {
        let rows: Vec<Product> = tx.query(sql).bind_ids(ids).fetch_all().await?;
        products.extend(rows.into_iter().map(|product| (product.id, product)));
    }
    Ok(products)
}
