//! A row per variant, as the columns want it.

use std::collections::HashMap;

use blobs::Files;
use db::Tx;
use kernel::{Currency, Money, Result};

use super::facts::{self, Facts};
use super::writer::Value;
use crate::category::CategoryId;
use crate::import::lists::part;
use crate::price::PriceListId;
use crate::product::{Attribute, Product, ProductState};
use crate::variant::{Backorder, Variant, VariantState};

/// What is the same for all rows of a file.
pub(super) struct Sheet {
    pub(super) columns: Vec<String>,
    /// What prices are in that the column `price` tells.
    pub(super) currency: Currency,
    /// The base list of each currency.
    pub(super) bases: Vec<(Currency, PriceListId)>,
    pub(super) paths: HashMap<CategoryId, String>,
    /// Where people reach this installation.
    pub(super) base: String,
}

/// The rows of these products.
pub(super) async fn of(
    tx: &mut Tx,
    files: &Files,
    sheet: &Sheet,
    products: &[Product],
) -> Result<Vec<Vec<Value>>> {
    let facts = Facts::read(tx, products).await?;
    let mut rows = Vec::new();
    for product in products {
        let mut images = Vec::new();
        for image in facts.images.get(&product.id).into_iter().flatten() {
            images.extend(facts::address(tx, files, &sheet.base, image)?.map(|url| (url, image)));
        }
        let alt_texts = parts(images.iter().map(|(_, image)| part(&image.alt_text)), "|");
        let images = parts(images.iter().map(|(url, _)| part(url)), "|");
        let variants = facts.variants.get(&product.id).map(Vec::as_slice).unwrap_or_default();
        for (index, variant) in variants.iter().enumerate() {
            let (images, alt_texts) = (&images, &alt_texts);
            let row = Row { sheet, facts: &facts, product, variant, images, alt_texts, first: index == 0 };
            rows.push(sheet.columns.iter().map(|name| row.value(name)).collect());
        }
    }
    Ok(rows)
}

fn parts(parts: impl Iterator<Item = String>, separator: &str) -> String {
    parts.collect::<Vec<_>>().join(separator)
}

struct Row<'f> {
    sheet: &'f Sheet,
    facts: &'f Facts,
    product: &'f Product,
    variant: &'f Variant,
    images: &'f str,
    alt_texts: &'f str,
    /// Whether it is the product's first.
    first: bool,
}

impl Row<'_> {
    fn value(&self, column: &str) -> Value {
        if column == "slug" {
            return Value::text(&self.product.slug);
        }
        if let Some(value) = self.of_product(column) {
            return if self.first { value } else { Value::Nothing };
        }
        self.of_variant(column)
    }

    fn of_product(&self, column: &str) -> Option<Value> {
        let (product, id) = (self.product, self.product.id);
        let option = |index: usize| product.options.0.get(index).map(|option| option.name.as_str());
        Some(match column {
            "title" => Value::text(&product.title),
            "state" => Value::text(match product.state {
                ProductState::Draft => "draft",
                ProductState::Active => "active",
                ProductState::Archived => "archived",
            }),
            "description" => Value::text(&product.description),
            "vendor" => Value::maybe(product.vendor.as_deref()),
            "tags" => {
                let tags = self.facts.tags.get(&id).into_iter().flatten();
                Value::Text(parts(tags.map(|tag| part(tag)), ", "))
            }
            "categories" => {
                let ids = self.facts.categories.get(&id).into_iter().flatten();
                Value::Text(parts(ids.filter_map(|id| self.sheet.paths.get(id).cloned()), " | "))
            }
            "attributes" => {
                let all = self.facts.attributes.get(&id).into_iter().flatten();
                let told = |Attribute { name, value }: &Attribute| format!("{}: {}", part(name), part(value));
                Value::Text(parts(all.map(told), " | "))
            }
            "option1_name" => Value::maybe(option(0)),
            "option2_name" => Value::maybe(option(1)),
            "option3_name" => Value::maybe(option(2)),
            "images" => Value::text(self.images),
            "image_alt_texts" => Value::text(self.alt_texts.trim_matches('|')),
            "seo_title" => Value::maybe(product.seo_title.as_deref()),
            "seo_description" => Value::maybe(product.seo_description.as_deref()),
            _ => return None,
        })
    }

    fn of_variant(&self, column: &str) -> Value {
        let variant = self.variant;
        match column {
            "option1_value" => Value::text(&variant.option1),
            "option2_value" => Value::text(&variant.option2),
            "option3_value" => Value::text(&variant.option3),
            "sku" => Value::maybe(variant.sku.as_deref()),
            "barcode" => Value::maybe(variant.barcode.as_deref()),
            "variant_state" => Value::text(match variant.state {
                VariantState::Active => "active",
                VariantState::Archived => "archived",
            }),
            "currency" => Value::text(self.sheet.currency.code()),
            "unit_cost" => variant.unit_cost().map_or(Value::Nothing, Value::Amount),
            "unit_cost_currency" => Value::maybe(variant.unit_cost_currency.map(Currency::code)),
            "weight_g" => Value::count(variant.weight_g),
            "length_mm" => Value::count(variant.length_mm),
            "width_mm" => Value::count(variant.width_mm),
            "height_mm" => Value::count(variant.height_mm),
            "requires_shipping" => Value::Flag(variant.requires_shipping),
            "tax_class" => Value::text(&variant.tax_class),
            "track_stock" => Value::Flag(variant.track_stock),
            "backorder" => Value::text(match variant.backorder {
                Backorder::Allow => "allow",
                Backorder::Deny => "deny",
            }),
            "components" => Value::Text(self.components()),
            "price" => self.price(self.sheet.currency, false),
            "compare_at" => self.price(self.sheet.currency, true),
            other => self.other_price(other),
        }
    }

    /// `price_usd` and `compare_at_usd`.
    fn other_price(&self, column: &str) -> Value {
        let Some((kind, code)) = column.rsplit_once('_') else { return Value::Nothing };
        let mut bases = self.sheet.bases.iter();
        let currency = bases.find(|(currency, _)| currency.code().eq_ignore_ascii_case(code));
        currency.map_or(Value::Nothing, |(currency, _)| self.price(*currency, kind == "compare_at"))
    }

    /// By the base list of the currency.
    fn price(&self, currency: Currency, compare_at: bool) -> Value {
        let base = self.sheet.bases.iter().find(|(one, _)| *one == currency).map(|(_, list)| *list);
        let mut prices = self.facts.prices.get(&self.variant.id).into_iter().flatten();
        let price = prices.find(|price| Some(price.price_list_id) == base);
        let amount = price
            .and_then(|price| if compare_at { price.compare_at_minor } else { Some(price.amount_minor) });
        amount.map_or(Value::Nothing, |amount| Value::Amount(Money::new(amount, currency)))
    }

    /// `FJ-JKT-M: 2 | FJ-CAP: 1`; a part without a SKU by its id.
    fn components(&self) -> String {
        let all = self.facts.components.get(&self.variant.id).into_iter().flatten();
        let told = all.map(|one| {
            let id = one.component_variant_id;
            let code = self.facts.skus.get(&id).cloned().unwrap_or_else(|| id.to_string());
            format!("{}: {}", part(&code), one.quantity)
        });
        parts(told, " | ")
    }
}
