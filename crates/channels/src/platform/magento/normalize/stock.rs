//! How much there is of a product.

use super::{Changes, pieces};
use crate::change::{Change, Item, Stock, StockFigure};
use crate::reading::{Field, Unreadable};

/// What a figure counts: our extension asks Magento what can still be sold; an event of Adobe has what lies there.
#[derive(Clone, Copy)]
pub(super) enum Meaning {
    Available,
    OnHand,
}

/// A stock item by itself.
pub(super) fn stock(body: &Field<'_>, meaning: Meaning) -> Changes {
    let item = Item {
        variant_id: Some(body.at("product_id").required_id()?),
        sku: body.at("sku").text(),
        ..Item::default()
    };
    let stock = of_item(body, item, meaning, body.at("updated_at").instant())?;
    Ok(stock.map(Change::Stock).into_iter().collect())
}

/// The same inside of a product.
pub(super) fn of_item(
    body: &Field<'_>,
    item: Item,
    meaning: Meaning,
    updated_at: Option<kernel::Timestamp>,
) -> Result<Option<Stock>, Unreadable> {
    let counted = is_counted(body);
    let salable = pieces(&body.at("salable_qty"))?;
    let lying = pieces(&body.at("qty"))?;
    body.keep_raw(&["product_id"]);
    keep(body);
    let figure = match meaning {
        Meaning::Available => salable.or(lying).map(StockFigure::Available),
        Meaning::OnHand => salable.map(StockFigure::Available).or(lying.map(StockFigure::OnHand)),
    };
    let figure = figure.filter(|_| counted != Some(false));
    Ok(figure.map(|figure| Stock { item, location_id: None, figure, updated_at }))
}

/// Whether anybody counts: also where the shop says so for all its products, which the extension resolves.
pub(super) fn is_counted(body: &Field<'_>) -> Option<bool> {
    body.at("manage_stock").flag()
}

/// Whether it can be bought when it is not there.
pub(super) fn is_backordered(body: &Field<'_>) -> Option<bool> {
    body.at("backorders").text().map(|word| word != "0")
}

fn keep(body: &Field<'_>) {
    body.keep_raw(&[
        "item_id",
        "id",
        "stock_id",
        "website_id",
        "type_id",
        // Follows from the figure and the settings.
        "is_in_stock",
        "backorders",
        "stock_status_changed_auto",
        "show_default_notification_message",
        // Limits and alerts of Magento's own; Tradepost has its own.
        "min_qty",
        "use_config_min_qty",
        "min_sale_qty",
        "use_config_min_sale_qty",
        "max_sale_qty",
        "use_config_max_sale_qty",
        "notify_stock_qty",
        "use_config_notify_stock_qty",
        "low_stock_date",
        "min_qty_allowed_in_shopping_cart",
        // Whether a setting is the product's own or the shop's.
        "use_config_backorders",
        "use_config_manage_stock",
        "use_config_qty_increments",
        "use_config_enable_qty_inc",
        "use_config_deferred_stock_update",
        // Sold by so many, or by the metre.
        "qty_increments",
        "enable_qty_increments",
        "is_qty_decimal",
        "is_decimal_divided",
        "deferred_stock_update",
        "extension_attributes",
    ]);
}
