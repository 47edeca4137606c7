//! What a shop can sell, as those see it who take orders.

use db::Tx;
use kernel::{Money, Result};

use crate::price;
use crate::product::ProductId;
use crate::shop::Shop;
use crate::variant::{self, Backorder, VariantId};

/// A part of a bundle.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Component {
    /// What is in it.
    pub variant_id: VariantId,
    /// How many of it are in one bundle.
    pub quantity: i64,
}

/// A variant with all that an order keeps of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sellable {
    /// The variant.
    pub variant_id: VariantId,
    /// Its product.
    pub product_id: ProductId,
    /// What the merchant knows it by.
    pub sku: Option<String>,
    /// The product's title.
    pub title: String,
    /// What tells it from the other variants: `M / Red`; empty when there are no others.
    pub variant_title: String,
    /// What one sells for in this shop.
    pub unit_price: Money,
    /// What that is compared with.
    pub compare_at: Option<Money>,
    /// Which tax rates are its.
    pub tax_class: String,
    /// What one weighs.
    pub weight_g: Option<i64>,
    /// Whether it is sent in a parcel.
    pub requires_shipping: bool,
    /// Whether its stock is counted. That of a bundle is that of its components.
    pub track_stock: bool,
    /// What happens when more is wanted than there is.
    pub backorder: Backorder,
    /// What a bundle consists of; empty otherwise.
    pub components: Vec<Component>,
}

#[derive(sqlx::FromRow)]
struct Row {
    title: String,
    amount_minor: i64,
    compare_at_minor: Option<i64>,
    #[sqlx(flatten)]
    variant: variant::Variant,
}

/// Of these variants those that the shop can sell, in no particular order: in use, of an active product that the shop
/// lists and does not hide, and with a price by the shop's list. Whoever misses one knows that it is not for sale.
pub async fn sellable(tx: &mut Tx, shop: &Shop, variants: &[VariantId]) -> Result<Vec<Sellable>> {
    let Some(list) = price::list_of_shop(tx, shop).await? else { return Ok(Vec::new()) };
    let mut found = Vec::with_capacity(variants.len());
    for ids in variants.chunks(db::IDS) {
        let rows: Vec<Row> = tx
            .query(concat!(
                "SELECT v.*, p.title, c.amount_minor, c.compare_at_minor
                 FROM variants v
                 JOIN products p ON p.tenant_id = v.tenant_id AND p.id = v.product_id AND p.state = 'active'
                 JOIN product_listings s ON s.tenant_id = v.tenant_id AND s.product_id = v.product_id
                     AND s.shop_id = $52 AND s.state = 'published'
                 JOIN prices c ON c.tenant_id = v.tenant_id AND c.variant_id = v.id AND c.price_list_id = $53
                 WHERE v.tenant_id = $1 AND v.state = 'active' AND v.id IN (",
                db::ids!(),
                ")"
            ))
            .bind_ids(ids)
            .bind(shop.id)
            .bind(list)
            .fetch_all()
            .await?;
        found.extend(rows);
    }
    let ids: Vec<_> = found.iter().map(|row| row.variant.id).collect();
    let parts = variant::components(tx, &ids).await?;
    let of = |bundle: VariantId| {
        let own = parts.iter().filter(move |part| part.bundle_variant_id == bundle);
        own.map(|part| Component { variant_id: part.component_variant_id, quantity: part.quantity }).collect()
    };
    let money = |amount_minor| Money::new(amount_minor, shop.currency);
    let sellable = found.into_iter().map(|row| Sellable {
        variant_id: row.variant.id,
        product_id: row.variant.product_id,
        variant_title: row.variant.title(),
        title: row.title,
        unit_price: money(row.amount_minor),
        compare_at: row.compare_at_minor.map(money),
        components: of(row.variant.id),
        sku: row.variant.sku,
        tax_class: row.variant.tax_class,
        weight_g: row.variant.weight_g,
        requires_shipping: row.variant.requires_shipping,
        track_stock: row.variant.track_stock,
        backorder: row.variant.backorder,
    });
    Ok(sellable.collect())
}
