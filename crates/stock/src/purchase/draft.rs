//! Putting a purchase order together, by the supplier's terms.

use db::Tx;
use identity::audit::{Record, record};
use kernel::{Currency, Error, Result, Timestamp};
use serde::Deserialize;
use serde_json::json;
use utoipa::ToSchema;

use super::{LINES_MAX, PurchaseOrder, store};
use crate::adjustment::check_note;
use crate::cost::{self, MILLION};
use crate::location::{self, LocationId};
use crate::supplier::{self, Supplier, SupplierId, SupplierState, check_cost};
use crate::{VariantId, quantity, variant};

/// The most that one of a currency can be worth: a hundred thousand.
const RATE_MAX: i64 = 100_000 * MILLION;

/// What a new purchase order needs.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewPurchaseOrder {
    /// From whom.
    pub supplier_id: SupplierId,
    /// Where the goods go.
    pub location_id: LocationId,
    /// The goods, one line per variant.
    #[schema(min_items = 1, max_items = 500)]
    pub lines: Vec<NewPurchaseLine>,
    /// Millionths of the organization's currency that one of the supplier's is worth: 1 USD at 0.9132 EUR is 913200.
    /// Needed when the two differ.
    #[schema(minimum = 1)]
    pub exchange_rate_ppm: Option<i64>,
    /// Freight, duty and so on for all of it, in minor units of the supplier's currency; nothing when left out.
    #[schema(minimum = 0)]
    pub extra_cost_minor: Option<i64>,
    /// When the goods should come; by the supplier's lead times when left out.
    pub expected_at: Option<Timestamp>,
    /// What there is to say about it.
    #[schema(max_length = 500)]
    pub note: Option<String>,
}

/// How many of a variant to order.
#[derive(Debug, Clone, Copy, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"variant_id": "var_01h455vb4pex5vsknk084sn02q", "quantity": 12, "unit_cost_minor": 450}))]
pub struct NewPurchaseLine {
    /// The variant.
    pub variant_id: VariantId,
    /// How many pieces: whole packs, and at least the supplier's minimum.
    #[schema(minimum = 1)]
    pub quantity: i64,
    /// What one costs, in minor units; by the supplier's terms when left out.
    #[schema(minimum = 0)]
    pub unit_cost_minor: Option<i64>,
}

/// A line with the terms that it was checked against.
pub(super) struct Checked {
    pub(super) variant_id: VariantId,
    pub(super) supplier_sku: Option<String>,
    pub(super) quantity: i64,
    pub(super) pack_size: i64,
    pub(super) unit_cost_minor: i64,
    lead_time_days: Option<i64>,
}

/// Puts a purchase order together; nobody is told yet.
pub(crate) async fn draft(tx: &mut Tx, new: NewPurchaseOrder) -> Result<PurchaseOrder> {
    let supplier = ordered_from(tx, new.supplier_id).await?;
    location::store::get_active(tx, new.location_id).await?;
    let rate = check_rate(new.exchange_rate_ppm, supplier.currency, cost::currency(tx).await?)?;
    let extra = check_cost("extra_cost_minor", new.extra_cost_minor.unwrap_or(0))?;
    let lines = check_lines(tx, &supplier, &new.lines).await?;
    let slowest = lines.iter().filter_map(|line| line.lead_time_days).max();
    let day = std::time::Duration::from_secs(24 * 60 * 60);
    let by_lead_time =
        slowest.and_then(|days| u32::try_from(days).ok()).map(|days| tx.now().plus(day * days));
    let order = store::Draft {
        supplier: &supplier,
        location_id: new.location_id,
        exchange_rate_ppm: rate,
        extra_cost_minor: extra,
        expected_at: new.expected_at.or(by_lead_time),
        note: check_note(new.note)?,
    };
    let id = store::insert(tx, order).await?;
    store::insert_lines(tx, id, &lines).await?;
    let order = store::get(tx, id).await?;
    let after = json!({"number": order.number, "supplier_id": supplier.id, "lines": lines.len()});
    record(tx, Record::new("purchase_order.created").target("purchase_order", id).after(after)).await?;
    Ok(order)
}

/// The supplier, which must be one that goods are ordered from.
pub(super) async fn ordered_from(tx: &mut Tx, id: SupplierId) -> Result<Supplier> {
    let supplier = supplier::store::get(tx, id).await?;
    if supplier.state == SupplierState::Archived {
        return Err(Error::invalid("supplier_id", "archived", "This supplier is archived. Choose another."));
    }
    Ok(supplier)
}

/// The lines as they are kept: each variant once, by the supplier's terms.
pub(super) async fn check_lines(
    tx: &mut Tx,
    supplier: &Supplier,
    lines: &[NewPurchaseLine],
) -> Result<Vec<Checked>> {
    if lines.is_empty() || lines.len() > LINES_MAX {
        return Err(Error::invalid("lines", "out_of_range", format!("Name 1 to {LINES_MAX} lines.")));
    }
    let mut checked: Vec<Checked> = Vec::with_capacity(lines.len());
    for (index, line) in lines.iter().enumerate() {
        if checked.iter().any(|earlier| earlier.variant_id == line.variant_id) {
            let message = "This variant stands in an earlier line. Add the quantities up.";
            return Err(Error::invalid(format!("lines.{index}.variant_id"), "repeated", message));
        }
        checked.push(check_line(tx, supplier, index, *line).await?);
    }
    Ok(checked)
}

async fn check_line(
    tx: &mut Tx,
    supplier: &Supplier,
    index: usize,
    line: NewPurchaseLine,
) -> Result<Checked> {
    let field = |name: &str| format!("lines.{index}.{name}");
    variant::countable(tx, line.variant_id).await?;
    let quantity = quantity::check(field("quantity"), line.quantity)?;
    let terms = supplier::store::find_variant(tx, supplier.id, line.variant_id).await?;
    let (pack_size, minimum) =
        terms.as_ref().map_or((1, 1), |terms| (terms.pack_size, terms.minimum_quantity));
    if quantity % pack_size != 0 {
        let message = format!("The supplier sells packs of {pack_size}. Order a multiple of that.");
        return Err(Error::invalid(field("quantity"), "pack_size", message));
    }
    if quantity < minimum {
        let message = format!("The supplier sells {minimum} at least.");
        return Err(Error::invalid(field("quantity"), "minimum", message));
    }
    let unit_cost = line.unit_cost_minor.or(terms.as_ref().map(|terms| terms.unit_cost_minor));
    let unit_cost = unit_cost.ok_or_else(|| {
        Error::invalid(
            field("unit_cost_minor"),
            "required",
            "Say what one costs: the supplier's terms do not tell.",
        )
    })?;
    Ok(Checked {
        variant_id: line.variant_id,
        supplier_sku: terms.as_ref().and_then(|terms| terms.supplier_sku.clone()),
        quantity,
        pack_size,
        unit_cost_minor: check_cost(field("unit_cost_minor"), unit_cost)?,
        lead_time_days: terms.and_then(|terms| terms.lead_time_days).or(supplier.lead_time_days),
    })
}

pub(super) fn check_rate(rate: Option<i64>, theirs: Currency, ours: Currency) -> Result<i64> {
    match rate {
        None if theirs == ours => Ok(MILLION),
        None => {
            let message = format!("Say what one {theirs} is worth in millionths of {ours}.");
            Err(Error::invalid("exchange_rate_ppm", "required", message))
        }
        Some(rate) if theirs == ours && rate != MILLION => Err(Error::invalid(
            "exchange_rate_ppm",
            "not_allowed",
            "The supplier invoices in your currency: leave the rate out.",
        )),
        Some(rate) if (1..=RATE_MAX).contains(&rate) => Ok(rate),
        Some(_) => Err(Error::invalid("exchange_rate_ppm", "out_of_range", format!("Use 1 to {RATE_MAX}."))),
    }
}
