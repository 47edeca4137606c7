//! Products at Stripe, and what they cost: a price is a thing of its own there, and a product may have several.

use catalog::product::ProductState;

use super::amount;
use crate::change::{Change, Image, Item, Listing, Product};
use crate::reading::{Field, Unreadable};

/// A product as it is, without its prices.
pub(super) fn as_it_is(product: &Field<'_>) -> Result<Vec<Change>, Unreadable> {
    let is_active = product.at("active").flag();
    let images = product.at("images").texts();
    let change = Product {
        external_id: product.at("id").required_id()?,
        title: product.at("name").text(),
        description: product.at("description").text(),
        state: is_active.map(|is| if is { ProductState::Active } else { ProductState::Archived }),
        images: Some(images.into_iter().map(|url| Image { url, ..Image::default() }).collect()),
        created_at: product.at("created").instant(),
        updated_at: product.at("updated").instant(),
        ..Product::default()
    };
    // How it stands on bills, and on Stripe's own pages. A weight and a size have units of no name there.
    product.keep_raw(&[
        "object",
        "attributes",
        "default_price",
        "features",
        "livemode",
        "marketing_features",
        "metadata",
        "package_dimensions",
        "shippable",
        "statement_descriptor",
        "tax_code",
        "type",
        "unit_label",
        "url",
    ]);
    Ok(vec![Change::Product(change)])
}

/// What something is sold for. Prices in tiers, and those that the buyer chooses, have no one amount.
pub(super) fn price(price: &Field<'_>, at: &Field<'_>) -> Result<Vec<Change>, Unreadable> {
    let currency = amount::currency(price)?;
    let whole = amount::amount(&price.at("unit_amount"), currency)?;
    let exact = amount::amount(&price.at("unit_amount_decimal"), currency)?;
    let item = Item {
        variant_id: Some(price.at("id").required_id()?),
        product_id: price.at("product").id(),
        // Merchants who have SKUs write them here.
        sku: price.at("lookup_key").id(),
        ..Item::default()
    };
    let change = Listing {
        item,
        title: price.at("nickname").text(),
        is_buyable: price.at("active").flag(),
        price: exact.or(whole),
        currency: Some(currency),
        updated_at: at.instant(),
        ..Listing::default()
    };
    // How often it is charged, in which currencies else, and in which steps.
    price.keep_raw(&[
        "object",
        "billing_scheme",
        "created",
        "currency_options",
        "custom_unit_amount",
        "livemode",
        "metadata",
        "recurring",
        "tax_behavior",
        "tiers",
        "tiers_mode",
        "transform_quantity",
        "type",
    ]);
    Ok(vec![Change::Listing(change)])
}
