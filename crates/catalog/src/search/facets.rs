//! Counting what the products that are found have.

use std::sync::LazyLock;

use db::Tx;
use kernel::{Cursor, Result};
use sqlx::FromRow;

use super::api::{AttributeFacet, CategoryCount, Facets};
use super::filter::{AROUND, OWN};
use super::find::{self, Texts};
use crate::category::CategoryId;
use crate::product::store::Counted;
use crate::product::{PriceSpan, Wanted};

/// Values of one kind.
const VALUES_MAX: i64 = 50;

/// What `value` is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, sqlx::Type)]
#[sqlx(type_name = "text", rename_all = "snake_case")]
enum Of {
    Total,
    State,
    Kind,
    Vendor,
    Tag,
    Category,
    Attribute,
    Price,
}

#[derive(FromRow)]
struct Row {
    of: Of,
    name: String,
    value: String,
    category_id: Option<CategoryId>,
    count: i64,
    max: i64,
}

/// Which products are counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Counting {
    /// What was searched for, by at most so many terms.
    Found(usize),
    /// What passes a filter.
    Filtered,
    /// All there are: then nothing has to be looked up product by product.
    All,
}

impl Counting {
    /// Everything at once, so that the products are looked for once.
    fn text(self) -> String {
        let with = match self {
            Self::Found(terms) => format!("{},", find::found(terms)),
            Self::Filtered => format!(
                "WITH found (product_id) AS MATERIALIZED (
                     SELECT f.product_id FROM (
                         SELECT p.id AS product_id FROM products p WHERE p.tenant_id = $1 AND {OWN}) f
                     WHERE {AROUND}),"
            ),
            Self::All => "WITH".to_owned(),
        };
        let each = if self == Self::All { "" } else { "found f CROSS JOIN" };
        let on =
            |id: &str| if self == Self::All { String::new() } else { format!("AND {id} = f.product_id") };
        let (own, tags, categories) = (on("p.id"), on("t.product_id"), on("k.product_id"));
        let (attributes, variants) = (on("a.product_id"), on("v.product_id"));
        // A cursor is bound between the filter and the limit.
        let (currency, limit) = match self {
            Self::All => ("$2", "$3"),
            _ => ("$9", "$22 AND $20 IS NOT NULL AND $21 IS NOT NULL"),
        };
        format!(
            "{with} own (product_id, state, kind, vendor) AS MATERIALIZED (
                 SELECT p.id, p.state, p.kind, p.vendor FROM {each} products p WHERE p.tenant_id = $1 {own}),
             counted (of, name, value, category_id, count, max) AS (
                 SELECT 'state', '', state, CAST(NULL AS uuid), count(*), 0 FROM own GROUP BY state
                 UNION ALL SELECT 'kind', '', kind, CAST(NULL AS uuid), count(*), 0 FROM own GROUP BY kind
                 UNION ALL SELECT 'vendor', '', vendor, CAST(NULL AS uuid), count(*), 0 FROM own
                 WHERE vendor IS NOT NULL GROUP BY vendor
                 UNION ALL SELECT 'tag', '', min(t.tag), CAST(NULL AS uuid), count(*), 0
                 FROM {each} product_tags t WHERE t.tenant_id = $1 {tags} GROUP BY t.tag_key
                 UNION ALL SELECT 'category', '', min(c.name), k.category_id, count(*), 0
                 FROM {each} product_categories k CROSS JOIN categories c
                 WHERE k.tenant_id = $1 {categories} AND c.tenant_id = $1 AND c.id = k.category_id
                 GROUP BY k.category_id
                 UNION ALL SELECT 'attribute', a.name, a.value, CAST(NULL AS uuid), count(*), 0
                 FROM {each} product_attributes a WHERE a.tenant_id = $1 {attributes} GROUP BY a.name, a.value
                 UNION ALL SELECT 'price', '', '', CAST(NULL AS uuid), min(c.amount_minor), max(c.amount_minor)
                 FROM {each} variants v CROSS JOIN price_lists b CROSS JOIN prices c
                 WHERE v.tenant_id = $1 {variants} AND v.state = 'active'
                     AND b.tenant_id = $1 AND b.currency = {currency} AND b.is_base
                     AND c.tenant_id = $1 AND c.price_list_id = b.id AND c.variant_id = v.id
                 HAVING count(*) > 0
                 UNION ALL SELECT 'total', '', '', CAST(NULL AS uuid), count(*), 0 FROM own),
             placed AS (
                 SELECT counted.*, row_number() OVER (PARTITION BY of, name ORDER BY count DESC, value) AS place
                 FROM counted)
             SELECT of, name, value, category_id, count, max FROM placed
             WHERE place <= {limit} ORDER BY of, name, place"
        )
    }
}

/// What the products have that the search and the filter leave.
pub(super) async fn count(tx: &mut Tx, about: &Wanted) -> Result<Facets> {
    static FOUND: LazyLock<Texts> = LazyLock::new(|| Texts::new(|terms| Counting::Found(terms).text()));
    static FILTERED: LazyLock<String> = LazyLock::new(|| Counting::Filtered.text());
    static ALL: LazyLock<String> = LazyLock::new(|| Counting::All.text());
    let place = (&Cursor::START_DESCENDING, VALUES_MAX);
    let counted = match &about.query {
        Some(query) => {
            let wanted = query.wanted(tx).await?;
            find::among(tx, &FOUND, &about.filter, place, &wanted)
        }
        None if about.filter.is_open() => tx.query(&ALL).bind(about.currency).bind(VALUES_MAX),
        None => find::placed(tx, &FILTERED, &about.filter, place),
    };
    let rows: Vec<Row> = counted.fetch_all().await?;
    let of = |of: Of| rows.iter().filter(move |row| row.of == of);
    let counted = |row: &Row| Counted { value: row.value.clone(), count: row.count };
    let list = |wanted: Of| of(wanted).map(counted).collect::<Vec<_>>();
    let mut attributes: Vec<AttributeFacet> = Vec::new();
    for row in of(Of::Attribute) {
        match attributes.last_mut().filter(|facet| facet.name == row.name) {
            Some(facet) => facet.values.push(counted(row)),
            None => attributes.push(AttributeFacet { name: row.name.clone(), values: vec![counted(row)] }),
        }
    }
    attributes.truncate(usize::try_from(VALUES_MAX).unwrap_or(0));
    let category = |row: &Row| {
        Some(CategoryCount { category_id: row.category_id?, name: row.value.clone(), count: row.count })
    };
    let span = |row: &Row| PriceSpan { min_minor: row.count, max_minor: row.max, currency: about.currency };
    Ok(Facets {
        total: of(Of::Total).map(|row| row.count).sum(),
        states: list(Of::State),
        kinds: list(Of::Kind),
        vendors: list(Of::Vendor),
        tags: list(Of::Tag),
        categories: of(Of::Category).filter_map(category).collect(),
        attributes,
        prices: of(Of::Price).map(span).next(),
    })
}
