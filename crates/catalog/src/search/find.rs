//! Finding and counting: the texts that go through terms. They are put together once, and are the same for every search.

use std::collections::HashMap;
use std::sync::LazyLock;

use db::Tx;
use kernel::{Cursor, Result};

use super::filter::{AROUND, Filter, OWN};
use super::query::Wanted;
use super::{Query, store};
use crate::product::{Product, ProductId};

/// Terms of one search at most.
pub(super) const TERMS: usize = 64;
/// Most searches have no more terms than this, and a short text is bound and read in a fraction of the time.
const FEW: usize = 8;
/// Rarity is not counted any further.
pub(super) const COUNT_MAX: i64 = 20_000;

/// Where the terms begin among what is bound: a filter, a cursor and a limit come before them.
const FIRST: usize = 23;

/// A text for a few terms, and one for as many as there may be.
pub(super) struct Texts {
    few: String,
    all: String,
}

impl Texts {
    /// What `text` makes of the number of terms.
    pub(super) fn new(text: impl Fn(usize) -> String) -> Self {
        Self { few: text(FEW), all: text(TERMS) }
    }

    /// The text for so many terms, and how many it has places for.
    fn of(&'static self, terms: usize) -> (&'static str, usize) {
        if terms <= FEW { (&self.few, FEW) } else { (&self.all, TERMS) }
    }
}

/// `($23, $24, $25), …`
fn places(first: usize, terms: usize) -> String {
    let row = |place: usize| {
        let at = first + 3 * place;
        format!("(${at}, ${}, ${})", at + 1, at + 2)
    };
    (0..terms).map(row).collect::<Vec<_>>().join(", ")
}

/// What is left over is no term.
fn bind<'t, 'w>(
    query: db::Query<'t>,
    places: usize,
    wanted: impl Iterator<Item = (i64, &'w str, i64)>,
) -> db::Query<'t> {
    let filled = wanted.chain(std::iter::repeat((-1, "", 0))).take(places);
    filled.fold(query, |query, (word, term, boost)| query.bind(word).bind(term.to_owned()).bind(boost))
}

/// How many products have each term, as far as it was asked within one search.
#[derive(Default)]
pub(super) struct Counts(HashMap<String, i64>);

impl Counts {
    /// How many products have each of these terms, up to [`COUNT_MAX`].
    pub(super) async fn of(&mut self, tx: &mut Tx, terms: &[&str]) -> Result<Vec<i64>> {
        let new: Vec<&str> = terms.iter().copied().filter(|term| !self.0.contains_key(*term)).collect();
        for (term, count) in new.iter().zip(counts(tx, &new).await?) {
            self.0.insert((*term).to_owned(), count);
        }
        Ok(terms.iter().map(|term| self.0.get(*term).copied().unwrap_or_default()).collect())
    }
}

async fn counts(tx: &mut Tx, terms: &[&str]) -> Result<Vec<i64>> {
    static COUNTS: LazyLock<Texts> = LazyLock::new(|| {
        Texts::new(|terms| {
            format!(
                "WITH wanted (place, term, boost) AS (VALUES {})
                 SELECT w.place, (SELECT count(*) FROM (
                     SELECT 1 FROM search_postings p WHERE p.tenant_id = $1 AND p.term = w.term LIMIT {COUNT_MAX}) few)
                 FROM wanted w WHERE w.place >= 0",
                places(2, terms)
            )
        })
    });
    let mut counts = vec![0; terms.len()];
    for (counts, terms) in counts.chunks_mut(TERMS).zip(terms.chunks(TERMS)) {
        let (sql, room) = COUNTS.of(terms.len());
        let places = terms.iter().zip(0..).map(|(term, place)| (place, *term, 0));
        let rows: Vec<(i64, i64)> = bind(tx.query(sql), room, places).fetch_all().await?;
        for (place, count) in rows {
            if let Some(slot) = usize::try_from(place).ok().and_then(|place| counts.get_mut(place)) {
                *slot = count;
            }
        }
    }
    Ok(counts)
}

/// The products that pass the filter and have as many of the words as the best of them, as `found (product_id, worth)`.
pub(super) fn found(terms: usize) -> String {
    format!(
        "WITH wanted (word, term, boost) AS (VALUES {}),
         hits (product_id, word, worth) AS (
             SELECT p.product_id, w.word, max(p.weight * w.boost) FROM wanted w CROSS JOIN search_postings p
             WHERE w.word >= 0 AND p.tenant_id = $1 AND p.term = w.term
             GROUP BY p.product_id, w.word),
         sums (product_id, words, worth) AS (
             SELECT product_id, count(*), CAST(sum(worth) AS bigint) FROM hits GROUP BY product_id),
         passing (product_id, words, worth) AS MATERIALIZED (
             SELECT f.product_id, f.words, f.worth FROM sums f
             WHERE (($2 IS NULL AND $3 IS NULL AND $4 IS NULL) OR EXISTS (
                     SELECT 1 FROM products p WHERE p.tenant_id = $1 AND p.id = f.product_id AND {OWN}))
                 AND {AROUND}),
         found (product_id, worth) AS MATERIALIZED (
             SELECT product_id, worth FROM passing WHERE words = (SELECT max(words) FROM passing))",
        places(FIRST, terms)
    )
}

/// A query that begins with [`found`]: the filter, the cursor, the limit and the terms are bound.
pub(super) fn among<'t>(
    tx: &'t mut Tx,
    texts: &'static Texts,
    filter: &Filter,
    (after, limit): (&Cursor, i64),
    wanted: &[Wanted],
) -> db::Query<'t> {
    let (sql, room) = texts.of(wanted.len());
    let query = placed(tx, sql, filter, (after, limit));
    bind(query, room, wanted.iter().map(|one| (one.word, one.term.as_str(), one.boost)))
}

/// The same for a query without terms.
pub(super) fn placed<'t>(
    tx: &'t mut Tx,
    sql: &'static str,
    filter: &Filter,
    (after, limit): (&Cursor, i64),
) -> db::Query<'t> {
    filter.bind(tx.query(sql)).bind(after.key).bind(after.id).bind(limit)
}

static PAGE: LazyLock<Texts> = LazyLock::new(|| {
    Texts::new(|terms| {
        format!(
            "{} SELECT product_id, worth FROM found WHERE (worth, product_id) < ($20, $21)
             ORDER BY worth DESC, product_id DESC LIMIT $22",
            found(terms)
        )
    })
});

/// The products that are found, the best first, each with its place in the order.
pub(crate) async fn page(
    tx: &mut Tx,
    query: &Query,
    filter: &Filter,
    after: Cursor,
    limit: i64,
) -> Result<Vec<(Cursor, Product)>> {
    let wanted = query.wanted(tx).await?;
    if wanted.is_empty() {
        return Ok(Vec::new());
    }
    let rows: Vec<(ProductId, i64)> = among(tx, &PAGE, filter, (&after, limit), &wanted).fetch_all().await?;
    let ids: Vec<_> = rows.iter().map(|(id, _)| *id).collect();
    let mut products = store::products(tx, &ids).await?;
    let placed = rows
        .into_iter()
        .filter_map(|(id, worth)| Some((Cursor { key: worth, id: id.uuid() }, products.remove(&id)?)));
    Ok(placed.collect())
}

/// The products that a text finds, the best first.
pub async fn ids(tx: &mut Tx, text: &str, limit: i64) -> Result<Vec<ProductId>> {
    let Some(query) = Query::parse(Some(text))? else { return Ok(Vec::new()) };
    let wanted = query.wanted(tx).await?;
    let first = (&Cursor::START_DESCENDING, limit);
    let rows: Vec<(ProductId, i64)> =
        among(tx, &PAGE, &Filter::default(), first, &wanted).fetch_all().await?;
    Ok(rows.into_iter().map(|(id, _)| id).collect())
}
