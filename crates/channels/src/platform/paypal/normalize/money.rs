//! Amounts as PayPal writes them: decimals, under one name in each version of its API.

use kernel::Currency;
use rust_decimal::Decimal;

use crate::reading::{Field, Unreadable};

/// An amount and its currency.
pub(super) fn amount(field: &Field<'_>) -> Result<(Decimal, Currency), Unreadable> {
    let value = field.first(&["value", "total"]);
    let amount = value.decimal()?.ok_or_else(|| value.unreadable("The amount is missing."))?;
    let code = field.first(&["currency_code", "currency"]);
    let currency = code.currency()?.ok_or_else(|| code.unreadable("The currency is missing."))?;
    // What the first version breaks it down to is the order's to say.
    field.keep_raw(&["details", "breakdown"]);
    Ok((amount, currency))
}

/// The order's id that a merchant has sent along.
pub(super) fn order_id(resource: &Field<'_>) -> Option<String> {
    resource.first(&["custom_id", "custom", "invoice_id", "invoice_number"]).id()
}
