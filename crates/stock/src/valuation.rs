//! What the stock is worth: what lies there, at what one costs on average, now or at an earlier time.

pub(crate) mod api;
mod store;

use std::collections::BTreeMap;

use db::Tx;
use kernel::{Money, Result, Timestamp};
use serde::Serialize;
use utoipa::ToSchema;
use web::Cell;

use crate::cost;
use crate::location::LocationId;

/// What the stock is worth at one location.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct LocationValue {
    /// The location.
    pub location_id: LocationId,
    /// What it is called.
    pub name: String,
    /// How many pieces lie there.
    pub on_hand: i64,
    /// What they are worth together.
    pub value: Money,
    /// How many pieces nobody has said a cost of; they count as worth nothing.
    pub without_cost: i64,
}

/// What the stock is worth.
#[derive(Debug, Serialize, ToSchema)]
pub struct Valuation {
    /// At this time.
    pub at: Timestamp,
    /// All locations together.
    pub value: Money,
    /// How many pieces.
    pub on_hand: i64,
    /// How many pieces nobody has said a cost of; they count as worth nothing.
    pub without_cost: i64,
    /// The same location by location.
    pub locations: Vec<LocationValue>,
}

/// A level with what it is worth.
pub(crate) struct Line {
    row: store::Row,
    average_e4: Option<i64>,
    value: Money,
}

/// Every level that is not empty, at `at` or now, with what it is worth.
pub(crate) async fn lines(
    tx: &mut Tx,
    at: Option<Timestamp>,
    location: Option<LocationId>,
) -> Result<Vec<Line>> {
    let currency = cost::currency(tx).await?;
    let (rows, averages) = match at {
        None => (store::now(tx, location).await?, cost::averages(tx).await?),
        Some(at) => (store::then(tx, at, location).await?, cost::averages_at(tx, at).await?),
    };
    let mut lines = Vec::with_capacity(rows.len());
    for row in rows {
        let average_e4 = averages.get(&row.variant_id).copied();
        let value = average_e4.map_or(Ok(0), |average| cost::value(row.on_hand, average))?;
        lines.push(Line { row, average_e4, value: Money::new(value, currency) });
    }
    Ok(lines)
}

/// Adds the lines up.
pub(crate) async fn valuation(
    tx: &mut Tx,
    at: Option<Timestamp>,
    location: Option<LocationId>,
) -> Result<Valuation> {
    let zero = Money::zero(cost::currency(tx).await?);
    let mut places: BTreeMap<LocationId, LocationValue> = BTreeMap::new();
    for line in lines(tx, at, location).await? {
        let place = places.entry(line.row.location_id).or_insert_with(|| LocationValue {
            location_id: line.row.location_id,
            name: line.row.location.clone(),
            on_hand: 0,
            value: zero,
            without_cost: 0,
        });
        place.on_hand += line.row.on_hand;
        place.value = place.value.checked_add(line.value)?;
        place.without_cost += if line.average_e4.is_none() { line.row.on_hand } else { 0 };
    }
    let locations: Vec<LocationValue> = places.into_values().collect();
    let mut value = zero;
    for place in &locations {
        value = value.checked_add(place.value)?;
    }
    Ok(Valuation {
        at: at.unwrap_or_else(|| tx.now()),
        value,
        on_hand: locations.iter().map(|place| place.on_hand).sum(),
        without_cost: locations.iter().map(|place| place.without_cost).sum(),
        locations,
    })
}

impl Line {
    fn cells(self) -> Vec<Cell> {
        let one = self.average_e4.map(|average| fine(average, self.value.currency.exponent()));
        vec![
            self.row.location.into(),
            self.row.variant_id.to_string().into(),
            self.row.sku.unwrap_or_default().into(),
            self.row.title.into(),
            self.row.on_hand.into(),
            one.unwrap_or_default().into(),
            Cell::amount(self.value),
            self.value.currency.to_string().into(),
        ]
    }
}

/// A cost of one as a decimal, with the four digits beyond the minor unit: `6.815900`.
fn fine(average_e4: i64, exponent: u32) -> String {
    let digits = usize::try_from(exponent + 4).unwrap_or(4);
    let text = format!("{average_e4:0>width$}", width = digits + 1);
    let (whole, fraction) = text.split_at(text.len() - digits);
    format!("{whole}.{fraction}")
}

#[cfg(test)]
mod tests {
    #[test]
    fn costs_of_one_show_what_is_beyond_the_minor_unit() {
        assert_eq!(super::fine(6_815_900, 2), "6.815900");
        assert_eq!(super::fine(5, 2), "0.000005");
        assert_eq!(super::fine(12_345_678, 0), "1234.5678");
    }
}
