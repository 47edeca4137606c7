//! The stock of variants, page by page, narrowed by what people ask for.

use catalog::product::ProductId;
use catalog::shop::ShopId;
use catalog::variant::Backorder;
use db::Tx;
use identity::search::{containing, literal};
use kernel::{Cursor, Error, Result, Timestamp};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use web::Cell;

use super::Level;
use super::api::LevelView;
use crate::VariantId;
use crate::location::LocationId;
use crate::variant::store::variant_title;

/// How a variant's stock is, from worst to best.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum StockState {
    /// More left than anybody wrote down: fewer than nothing are on hand.
    Negative,
    /// More is promised than there is.
    Oversold,
    /// Nothing can be promised.
    Out,
    /// Few can be promised.
    Low,
    /// Enough can be promised.
    Ok,
}

/// The stock of one variant.
#[derive(Debug, Clone, Serialize, ToSchema, sqlx::FromRow)]
pub struct VariantStock {
    /// The variant.
    pub variant_id: VariantId,
    /// Its product.
    pub product_id: ProductId,
    /// What the merchant knows it by.
    #[schema(required)]
    pub sku: Option<String>,
    /// The product's title.
    pub title: String,
    /// What tells it from the product's other variants; empty when there are none.
    pub variant_title: String,
    /// What happens when more is wanted than there is.
    pub backorder: Backorder,
    /// What lies there, also what is promised.
    pub on_hand: i64,
    /// How many of those are promised.
    pub reserved: i64,
    /// What can still be promised.
    pub available: i64,
    /// What is on its way.
    pub incoming: i64,
    /// How that is.
    #[sqlx(skip)]
    pub state: Option<StockState>,
    /// The same location by location.
    #[sqlx(skip)]
    pub levels: Vec<LevelView>,
    #[serde(skip)]
    pub(super) created_at: Timestamp,
}

impl VariantStock {
    fn complete(mut self, low: i64) -> Self {
        self.state = Some(match (self.on_hand, self.available) {
            (..0, _) => StockState::Negative,
            (_, ..0) => StockState::Oversold,
            (_, 0) => StockState::Out,
            (_, available) if available <= low => StockState::Low,
            _ => StockState::Ok,
        });
        self
    }

    pub(super) fn cells(self) -> Vec<Cell> {
        let state = match self.state {
            Some(StockState::Negative) => "negative",
            Some(StockState::Oversold) => "oversold",
            Some(StockState::Out) => "out",
            Some(StockState::Low) => "low",
            _ => "ok",
        };
        let names =
            [self.variant_id.to_string(), self.sku.unwrap_or_default(), self.title, self.variant_title];
        let figures = [self.on_hand, self.reserved, self.available, self.incoming];
        let mut cells: Vec<Cell> = names.map(Cell::from).into();
        cells.extend(figures.map(Cell::from));
        cells.push(state.to_owned().into());
        cells
    }
}

/// Which variants are wanted.
#[derive(Debug, Clone)]
pub(super) struct Wanted {
    pub(super) location: Option<LocationId>,
    pub(super) shop: Option<ShopId>,
    pub(super) q: Option<String>,
    pub(super) state: Option<StockState>,
    pub(super) for_sale: bool,
    pub(super) low: i64,
}

impl Wanted {
    /// The most on hand, and the least and most available, that the wanted state allows.
    const fn bounds(&self) -> (i64, i64, i64) {
        match self.state {
            None => (i64::MAX, i64::MIN, i64::MAX),
            Some(StockState::Negative) => (-1, i64::MIN, i64::MAX),
            Some(StockState::Oversold) => (i64::MAX, i64::MIN, -1),
            Some(StockState::Out) => (i64::MAX, i64::MIN, 0),
            Some(StockState::Low) => (i64::MAX, 1, self.low),
            Some(StockState::Ok) => (i64::MAX, self.low.saturating_add(1), i64::MAX),
        }
    }
}

/// Variants with their sums, in the order in which they were made.
pub(super) async fn page(
    tx: &mut Tx,
    wanted: &Wanted,
    after: Cursor,
    limit: i64,
) -> Result<Vec<VariantStock>> {
    let (on_hand_max, available_min, available_max) = wanted.bounds();
    let beginning = |text: &String| format!("{}%", literal(&text.to_lowercase()));
    let rows: Vec<VariantStock> = tx
        .query(
            concat!(
                "SELECT s.*, s.on_hand - s.reserved AS available FROM (
                 SELECT v.id AS variant_id, v.product_id, v.sku, p.title, ", variant_title!(), ", v.backorder,
                     v.created_at,
                     CAST((SELECT coalesce(sum(l.on_hand), 0) FROM stock_levels l WHERE l.tenant_id = v.tenant_id
                           AND l.variant_id = v.id AND ($4 IS NULL OR l.location_id = $4)) AS bigint) AS on_hand,
                     CAST((SELECT coalesce(sum(l.reserved), 0) FROM stock_levels l WHERE l.tenant_id = v.tenant_id
                           AND l.variant_id = v.id AND ($4 IS NULL OR l.location_id = $4)) AS bigint) AS reserved,
                     CAST((SELECT coalesce(sum(l.incoming), 0) FROM stock_levels l WHERE l.tenant_id = v.tenant_id
                           AND l.variant_id = v.id AND ($4 IS NULL OR l.location_id = $4)) AS bigint) AS incoming
                 FROM variants v JOIN products p ON p.tenant_id = v.tenant_id AND p.id = v.product_id
                 WHERE v.tenant_id = $1 AND (v.created_at, v.id) > ($2, $3) AND v.track_stock AND p.kind = 'simple'
                   AND ($5 IS NULL OR lower(p.title) LIKE $5 ESCAPE '\\' OR p.title LIKE $6 ESCAPE '\\'
                        OR v.sku_key LIKE $7 ESCAPE '\\' OR v.barcode LIKE $7 ESCAPE '\\')
                   AND ($8 IS NULL OR EXISTS (SELECT 1 FROM product_listings g WHERE g.tenant_id = v.tenant_id
                                              AND g.shop_id = $8 AND g.product_id = v.product_id))
                   AND (NOT $13 OR (v.state = 'active' AND p.state = 'active'))
                   AND ($4 IS NULL OR EXISTS (SELECT 1 FROM stock_levels l WHERE l.tenant_id = v.tenant_id
                                              AND l.variant_id = v.id AND l.location_id = $4))) AS s
             WHERE s.on_hand <= $9 AND s.on_hand - s.reserved BETWEEN $10 AND $11
             ORDER BY s.created_at, s.variant_id LIMIT $12"
            ),
        )
        .bind(Timestamp::from_micros(after.key))
        .bind(after.id)
        .bind(wanted.location)
        .bind(wanted.q.as_ref().map(|q| containing(&q.to_lowercase())))
        .bind(wanted.q.as_deref().map(containing))
        .bind(wanted.q.as_ref().map(beginning))
        .bind(wanted.shop)
        .bind(on_hand_max)
        .bind(available_min)
        .bind(available_max)
        .bind(limit)
        .bind(wanted.for_sale)
        .fetch_all()
        .await?;
    Ok(rows.into_iter().map(|row| row.complete(wanted.low)).collect())
}

/// One variant with its sums, whatever it is; 404 when the merchant has none such.
pub(super) async fn one(tx: &mut Tx, id: VariantId, low: i64) -> Result<VariantStock> {
    let found: Option<VariantStock> = tx
        .query(
            concat!(
                "SELECT v.id AS variant_id, v.product_id, v.sku, p.title, ", variant_title!(), ", v.backorder,
                 v.created_at, CAST(coalesce(sum(l.on_hand), 0) AS bigint) AS on_hand,
                 CAST(coalesce(sum(l.reserved), 0) AS bigint) AS reserved,
                 CAST(coalesce(sum(l.on_hand - l.reserved), 0) AS bigint) AS available,
                 CAST(coalesce(sum(l.incoming), 0) AS bigint) AS incoming
             FROM variants v JOIN products p ON p.tenant_id = v.tenant_id AND p.id = v.product_id
             LEFT JOIN stock_levels l ON l.tenant_id = v.tenant_id AND l.variant_id = v.id
             WHERE v.tenant_id = $1 AND v.id = $2
             GROUP BY v.id, v.product_id, v.sku, p.title, v.option1, v.option2, v.option3, v.backorder, v.created_at"
            ),
        )
        .bind(id)
        .fetch_optional()
        .await?;
    Ok(found.ok_or_else(|| Error::not_found("variant"))?.complete(low))
}

/// Adds the levels to a page of variants.
pub(super) async fn fill(tx: &mut Tx, rows: &mut [VariantStock], location: Option<LocationId>) -> Result<()> {
    for rows in rows.chunks_mut(db::IDS) {
        let ids: Vec<VariantId> = rows.iter().map(|row| row.variant_id).collect();
        let levels: Vec<Level> = tx
            .query(concat!(
                "SELECT * FROM stock_levels WHERE tenant_id = $1 AND variant_id IN (",
                db::ids!(),
                ") AND ($52 IS NULL OR location_id = $52) ORDER BY location_id"
            ))
            .bind_ids(&ids)
            .bind(location)
            .fetch_all()
            .await?;
        for level in levels {
            if let Some(row) = rows.iter_mut().find(|row| row.variant_id == level.variant_id) {
                row.levels.push(level.into());
            }
        }
    }
    Ok(())
}
