//! Counting what the products that are found have.

use std::sync::LazyLock;

use db::Tx;
use kernel::{Cursor, Result};
use sqlx::FromRow;

use super::api::{AttributeFacet, CategoryCount, Facets};
use super::{Query, find};
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

/// Everything at once, so that the products are looked for once.
static COUNT: LazyLock<String> = LazyLock::new(|| {
    format!(
        "{},
         own (product_id, state, kind, vendor) AS MATERIALIZED (
             SELECT p.id, p.state, p.kind, p.vendor FROM found f CROSS JOIN products p
             WHERE p.tenant_id = $1 AND p.id = f.product_id),
         counted (of, name, value, category_id, count, max) AS (
             SELECT 'state', '', state, CAST(NULL AS uuid), count(*), 0 FROM own GROUP BY state
             UNION ALL SELECT 'kind', '', kind, CAST(NULL AS uuid), count(*), 0 FROM own GROUP BY kind
             UNION ALL SELECT 'vendor', '', vendor, CAST(NULL AS uuid), count(*), 0 FROM own
             WHERE vendor IS NOT NULL GROUP BY vendor
             UNION ALL SELECT 'tag', '', min(t.tag), CAST(NULL AS uuid), count(*), 0
             FROM found f CROSS JOIN product_tags t
             WHERE t.tenant_id = $1 AND t.product_id = f.product_id GROUP BY t.tag_key
             UNION ALL SELECT 'category', '', min(c.name), k.category_id, count(*), 0
             FROM found f CROSS JOIN product_categories k CROSS JOIN categories c
             WHERE k.tenant_id = $1 AND k.product_id = f.product_id
                 AND c.tenant_id = $1 AND c.id = k.category_id GROUP BY k.category_id
             UNION ALL SELECT 'attribute', a.name, a.value, CAST(NULL AS uuid), count(*), 0
             FROM found f CROSS JOIN product_attributes a
             WHERE a.tenant_id = $1 AND a.product_id = f.product_id GROUP BY a.name, a.value
             UNION ALL SELECT 'price', '', '', CAST(NULL AS uuid), min(c.amount_minor), max(c.amount_minor)
             FROM found f CROSS JOIN variants v CROSS JOIN price_lists b CROSS JOIN prices c
             WHERE v.tenant_id = $1 AND v.product_id = f.product_id AND v.state = 'active'
                 AND b.tenant_id = $1 AND b.currency = $9 AND b.is_base
                 AND c.tenant_id = $1 AND c.price_list_id = b.id AND c.variant_id = v.id
             HAVING count(*) > 0
             UNION ALL SELECT 'total', '', '', CAST(NULL AS uuid), count(*), 0 FROM found),
         placed AS (
             SELECT counted.*, row_number() OVER (PARTITION BY of, name ORDER BY count DESC, value) AS place
             FROM counted)
         SELECT of, name, value, category_id, count, max FROM placed
         WHERE place <= $22 AND $20 IS NOT NULL AND $21 IS NOT NULL ORDER BY of, name, place",
        *find::FOUND
    )
});

/// What the products have that the search and the filter leave.
pub(super) async fn count(tx: &mut Tx, about: &Wanted) -> Result<Facets> {
    let wanted = match &about.query {
        Some(query) => query.wanted(tx).await?,
        None => Query::everything(),
    };
    let place = (&Cursor::START_DESCENDING, VALUES_MAX);
    let rows: Vec<Row> = find::among(tx, &COUNT, &about.filter, place, &wanted).fetch_all().await?;
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
