//! Suppliers: whom goods are bought from, and on which terms each variant.

pub(crate) mod api;
pub(crate) mod store;

use kernel::{Currency, Entity, Error, Id, Result, Timestamp};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::VariantId;

/// The longest that goods may take.
const LEAD_TIME_MAX: i64 = 730;
/// The most that one may cost, in minor units.
pub(crate) const COST_MAX: i64 = 1_000_000_000_000;

/// Whether a supplier is ordered from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema, sqlx::Type)]
#[serde(rename_all = "snake_case")]
#[sqlx(type_name = "text", rename_all = "snake_case")]
pub enum SupplierState {
    /// Goods are ordered from them.
    Active,
    /// No more; the history stays.
    Archived,
}

/// Somebody whom goods are bought from.
#[derive(Debug, Clone, Serialize, ToSchema, sqlx::FromRow)]
pub struct Supplier {
    /// The id.
    pub id: SupplierId,
    /// What they are called; no two suppliers of a merchant share a name.
    #[schema(example = "Fjellvev AS")]
    pub name: String,
    /// Where orders are sent.
    #[schema(required)]
    pub email: Option<String>,
    /// Whom to call.
    #[schema(required)]
    pub phone: Option<String>,
    /// What they invoice in.
    pub currency: Currency,
    /// Days from an order to its goods, unless a variant says otherwise.
    #[schema(required)]
    pub lead_time_days: Option<i64>,
    /// What there is to say about them.
    #[schema(required)]
    pub note: Option<String>,
    /// Whether goods are ordered from them.
    pub state: SupplierState,
    /// Counts changes; the `ETag`.
    pub version: i64,
    /// When they were entered.
    pub created_at: Timestamp,
}

impl Entity for Supplier {
    const PREFIX: &'static str = "sup";
}

/// The id of a supplier.
pub type SupplierId = Id<Supplier>;

/// On which terms a supplier offers a variant.
#[derive(Debug, Clone, Serialize, ToSchema, sqlx::FromRow)]
pub struct SupplierVariant {
    /// The variant.
    pub variant_id: VariantId,
    /// What the merchant knows it by.
    #[schema(required)]
    pub sku: Option<String>,
    /// The product's title.
    pub title: String,
    /// What tells it from the product's other variants; empty when there are none.
    pub variant_title: String,
    /// What the supplier knows it by.
    #[schema(required)]
    pub supplier_sku: Option<String>,
    /// How many are in one pack: only whole packs are sold.
    pub pack_size: i64,
    /// How many must be ordered at least.
    pub minimum_quantity: i64,
    /// Days from an order to its goods; the supplier's when null.
    #[schema(required)]
    pub lead_time_days: Option<i64>,
    /// What one costs, in minor units of the supplier's currency.
    pub unit_cost_minor: i64,
}

/// On which terms a supplier offers a variant, as it is told.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Terms {
    /// What the supplier knows it by.
    #[schema(max_length = 100, example = "FV-2201")]
    pub supplier_sku: Option<String>,
    /// How many are in one pack; 1 when left out.
    #[schema(minimum = 1)]
    pub pack_size: Option<i64>,
    /// How many must be ordered at least; one pack when left out.
    #[schema(minimum = 1)]
    pub minimum_quantity: Option<i64>,
    /// Days from an order to its goods; the supplier's when left out.
    #[schema(minimum = 0, maximum = 730)]
    pub lead_time_days: Option<i64>,
    /// What one costs, in minor units of the supplier's currency.
    #[schema(minimum = 0)]
    pub unit_cost_minor: i64,
}

/// A text of one line as it is kept: a blank one is none.
pub(crate) fn check_line(field: &'static str, text: Option<String>, max: usize) -> Result<Option<String>> {
    let text = text.map(|text| text.trim().to_owned()).filter(|text| !text.is_empty());
    if text.as_ref().is_some_and(|text| text.chars().count() > max || text.chars().any(char::is_control)) {
        return Err(Error::invalid(
            field,
            "invalid",
            format!("Use at most {max} letters, digits and signs."),
        ));
    }
    Ok(text)
}

pub(crate) fn check_lead_time(days: Option<i64>) -> Result<Option<i64>> {
    if days.is_none_or(|days| (0..=LEAD_TIME_MAX).contains(&days)) {
        return Ok(days);
    }
    Err(Error::invalid("lead_time_days", "out_of_range", format!("Use 0 to {LEAD_TIME_MAX} days.")))
}

pub(crate) fn check_cost(field: impl Into<std::borrow::Cow<'static, str>>, minor: i64) -> Result<i64> {
    if (0..=COST_MAX).contains(&minor) {
        return Ok(minor);
    }
    Err(Error::invalid(field, "out_of_range", format!("Use an amount from 0 to {COST_MAX} in minor units.")))
}

fn check_email(email: Option<String>) -> Result<Option<String>> {
    let Some(email) = check_line("email", email, 254)? else { return Ok(None) };
    Ok(Some(email.parse::<mail::EmailAddress>()?.as_str().to_owned()))
}
