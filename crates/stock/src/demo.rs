//! A believable supply: three locations, suppliers, and what a warehouse does day by day while orders take goods away.
//!
//! Whoever seeds orders calls [`Supply::day`] for each day before that day's orders, so that the ledger tells one story in
//! one order.

use std::collections::HashMap;
use std::time::Duration;

use db::Tx;
use kernel::{Result, Timestamp};

use crate::adjustment::{Adjustment, adjust};
use crate::location::LocationId;
use crate::location::api::{NewLocation, make as make_location};
use crate::movement::Reason;
use crate::purchase::{self, NewPurchaseOrder, PurchaseOrderId};
use crate::supplier::api::{NewSupplier, make as make_supplier, set_terms};
use crate::supplier::{SupplierId, Terms};
use crate::transfer::{self, NewTransfer, NewTransferLine, TransferId};
use crate::{LocationAddress, VariantId, count, variant};

const DAY: Duration = Duration::from_secs(24 * 60 * 60);
/// What is sold together by suppliers.
const PACK: i64 = 6;
/// A warehouse aims at what it sold in about two months.
const MEMORY: Duration = Duration::from_secs(60 * 24 * 60 * 60);
/// More lines than this nobody packs in a day.
const MOVED_AT_ONCE: usize = 40;

/// The warehouse of the demo, and what it waits for.
#[derive(Debug)]
pub struct Supply {
    /// The warehouse that most is sent from.
    pub berlin: LocationId,
    /// The shop with shelves.
    pub hamburg: LocationId,
    /// Somebody who ships for the merchant in the south.
    pub barcelona: LocationId,
    suppliers: Vec<SupplierId>,
    variants: Vec<VariantId>,
    /// What was ordered, and when it comes.
    coming: Vec<(PurchaseOrderId, Timestamp)>,
    /// What was sent between locations, and when it arrives.
    moving: Vec<(TransferId, Timestamp)>,
    day: usize,
}

impl Supply {
    /// Makes locations and suppliers, and puts the opening stock on the shelves: of each of `variants` that is counted and
    /// no bundle, and more of the first of them, which sell best.
    pub async fn open(tx: &mut Tx, variants: &[VariantId]) -> Result<Self> {
        let mut countable = Vec::new();
        for id in variants {
            let facts = variant::store::get(tx, *id).await?;
            if facts.track_stock && !facts.is_bundle {
                countable.push(*id);
            }
        }
        let berlin =
            location(tx, "Berlin warehouse", 10, ("Köpenicker Straße 40", "10179", "Berlin", "DE")).await?;
        let hamburg = location(tx, "Hamburg store", 20, ("Lange Reihe 12", "20099", "Hamburg", "DE")).await?;
        let barcelona =
            location(tx, "Barcelona 3PL", 30, ("Carrer de Pallars 193", "08005", "Barcelona", "ES")).await?;
        let suppliers = suppliers(tx, &countable).await?;
        let supply = Self {
            berlin,
            hamburg,
            barcelona,
            suppliers,
            variants: countable,
            coming: Vec::new(),
            moving: Vec::new(),
            day: 0,
        };
        for (number, variant) in supply.variants.iter().enumerate() {
            for (location, quantity) in
                [(berlin, opening(number, supply.variants.len())), (hamburg, 2), (barcelona, 1)]
            {
                correct(tx, *variant, location, quantity, Reason::Opening, None).await?;
            }
        }
        Ok(supply)
    }

    /// What happens in the warehouse on the day of `tx`: goods arrive, what runs low is ordered, shelves are filled up, now
    /// and then something breaks or is counted.
    pub async fn day(&mut self, tx: &mut Tx) -> Result<()> {
        let now = tx.now();
        self.day += 1;
        let due = |list: &mut Vec<(PurchaseOrderId, Timestamp)>| {
            let arrived = list.iter().filter(|(_, at)| *at <= now).map(|(id, _)| *id).collect::<Vec<_>>();
            list.retain(|(_, at)| *at > now);
            arrived
        };
        for id in due(&mut self.coming) {
            purchase::receive(tx, id, None, false).await?;
        }
        let arrived: Vec<TransferId> =
            self.moving.iter().filter(|(_, at)| *at <= now).map(|(id, _)| *id).collect();
        self.moving.retain(|(_, at)| *at > now);
        for id in arrived {
            transfer::receive(tx, id, None).await?;
        }
        if self.day.is_multiple_of(7) {
            self.order_what_runs_low(tx).await?;
        }
        if self.day.is_multiple_of(14) {
            self.fill_up(tx, self.hamburg, 2).await?;
            self.fill_up(tx, self.barcelona, 3).await?;
        }
        if self.day.is_multiple_of(23) {
            self.break_something(tx).await?;
        }
        if self.day.is_multiple_of(91) {
            self.count_some(tx).await?;
        }
        Ok(())
    }

    /// One order per supplier, of what sells and will not last until the goods are here. What sells faster than it did
    /// runs out meanwhile, as it does in life.
    async fn order_what_runs_low(&mut self, tx: &mut Tx) -> Result<()> {
        let sold = sold_since(tx, tx.now().minus(MEMORY)).await?;
        let there = in_sight(tx).await?;
        for (number, supplier) in self.suppliers.clone().into_iter().enumerate() {
            let offered = self.variants.iter().skip(number).step_by(self.suppliers.len());
            let line = |variant: &VariantId| {
                let wanted = sold.get(variant).copied().unwrap_or(0);
                let left = there.get(variant).copied().unwrap_or(0);
                (left < wanted.min(2 * PACK) || (wanted > 0 && left <= 0)).then(|| {
                    purchase::NewPurchaseLine {
                        variant_id: *variant,
                        quantity: (wanted + PACK - 1).div_euclid(PACK).max(1) * PACK,
                        unit_cost_minor: None,
                    }
                })
            };
            let lines: Vec<_> = offered.filter_map(line).collect();
            if !lines.is_empty() {
                self.order_from(tx, supplier, number, lines).await?;
            }
        }
        Ok(())
    }

    async fn order_from(
        &mut self,
        tx: &mut Tx,
        supplier_id: SupplierId,
        number: usize,
        lines: Vec<purchase::NewPurchaseLine>,
    ) -> Result<()> {
        let order = NewPurchaseOrder {
            supplier_id,
            location_id: self.berlin,
            lines,
            exchange_rate_ppm: (number == 2).then_some(91_200),
            extra_cost_minor: Some(4_900),
            expected_at: None,
            note: None,
        };
        let order = purchase::draft(tx, order).await?;
        purchase::order(tx, order.id).await?;
        let late = DAY * u32::try_from(self.day % 4).unwrap_or(0);
        let expected = order.expected_at.unwrap_or_else(|| tx.now().plus(14 * DAY));
        self.coming.push((order.id, expected.plus(late)));
        Ok(())
    }

    /// Sends some of what Berlin has plenty of to a place that has little.
    async fn fill_up(&mut self, tx: &mut Tx, to: LocationId, least: i64) -> Result<()> {
        let from = available_at(tx, self.berlin).await?;
        let there = available_at(tx, to).await?;
        let is_short = |variant: &&VariantId| {
            let amount = |places: &HashMap<VariantId, i64>| places.get(*variant).copied().unwrap_or(0);
            amount(&there) < least && amount(&from) > 2 * least
        };
        let lines: Vec<_> = self
            .variants
            .iter()
            .filter(is_short)
            .take(MOVED_AT_ONCE)
            .map(|variant| NewTransferLine { variant_id: *variant, quantity: least })
            .collect();
        if lines.is_empty() {
            return Ok(());
        }
        let expected_at = Some(tx.now().plus(3 * DAY));
        let new =
            NewTransfer { from_location_id: self.berlin, to_location_id: to, lines, expected_at, note: None };
        let made = transfer::draft(tx, new).await?;
        transfer::ship(tx, made.id).await?;
        self.moving.push((made.id, tx.now().plus(3 * DAY)));
        Ok(())
    }

    async fn break_something(&self, tx: &mut Tx) -> Result<()> {
        let Some(variant) = self.variants.get(self.day % self.variants.len().max(1)) else { return Ok(()) };
        let there = crate::level::store::find(tx, *variant, self.berlin).await?;
        if there.is_some_and(|level| level.available() > 2) {
            let note = Some("Fell from the fork lift".to_owned());
            correct(tx, *variant, self.berlin, -1, Reason::Damaged, note).await?;
        }
        Ok(())
    }

    /// A quarter's count of a few shelves in Hamburg, where somebody finds one more or one less.
    async fn count_some(&self, tx: &mut Tx) -> Result<()> {
        let counted = count::begin(tx, self.hamburg, Some("Quarterly count".to_owned())).await?;
        let mut lines = Vec::new();
        for (number, variant) in self.variants.iter().step_by(4).take(25).enumerate() {
            let there = crate::level::store::find(tx, *variant, self.hamburg).await?;
            let (on_hand, reserved) = there.map_or((0, 0), |level| (level.on_hand, level.reserved));
            let found = match number % 9 {
                3 if on_hand > reserved => on_hand - 1,
                7 => on_hand + 1,
                _ => on_hand,
            };
            lines.push(count::NewCountLine { variant_id: *variant, counted: found.max(0) });
        }
        if lines.is_empty() {
            return count::cancel(tx, counted.id).await;
        }
        count::enter(tx, counted.id, &lines).await?;
        count::apply(tx, counted.id).await
    }
}

/// How many of the variant with this number lie in the first location in the beginning, of so many variants.
fn opening(number: usize, of: usize) -> i64 {
    // From 1 for the first to 0 for the last, in hundredths; the cube is what sales look like.
    let rank = i64::try_from((of - number) * 100 / of.max(1)).unwrap_or(0);
    2 + 12 * rank * rank * rank / 1_000_000
}

/// How many of each variant have been sold since.
async fn sold_since(tx: &mut Tx, since: Timestamp) -> Result<HashMap<VariantId, i64>> {
    let rows: Vec<(VariantId, i64)> = tx
        .query(
            "SELECT variant_id, CAST(-sum(on_hand_delta) AS bigint) FROM stock_movements
             WHERE tenant_id = $1 AND kind = 'sale' AND at > $2 GROUP BY variant_id",
        )
        .bind(since)
        .fetch_all()
        .await?;
    Ok(rows.into_iter().collect())
}

/// How many of each variant there are or will be, at all locations.
async fn in_sight(tx: &mut Tx) -> Result<HashMap<VariantId, i64>> {
    let rows: Vec<(VariantId, i64)> = tx
        .query(
            "SELECT variant_id, CAST(sum(on_hand - reserved + incoming) AS bigint) FROM stock_levels
             WHERE tenant_id = $1 GROUP BY variant_id",
        )
        .fetch_all()
        .await?;
    Ok(rows.into_iter().collect())
}

/// What a location has of each variant, and nobody holds.
async fn available_at(tx: &mut Tx, location: LocationId) -> Result<HashMap<VariantId, i64>> {
    let rows: Vec<(VariantId, i64)> = tx
        .query(
            "SELECT variant_id, on_hand - reserved FROM stock_levels WHERE tenant_id = $1 AND location_id = $2",
        )
        .bind(location)
        .fetch_all()
        .await?;
    Ok(rows.into_iter().collect())
}

async fn correct(
    tx: &mut Tx,
    variant_id: VariantId,
    location_id: LocationId,
    delta: i64,
    reason: Reason,
    note: Option<String>,
) -> Result<()> {
    adjust(tx, Adjustment { variant_id, location_id, delta, reason, note }).await.map(|_| ())
}

async fn location(
    tx: &mut Tx,
    name: &str,
    priority: i64,
    (line1, postal_code, city, country): (&str, &str, &str, &str),
) -> Result<LocationId> {
    let text = |text: &str| Some(text.to_owned());
    let address = LocationAddress {
        line1: text(line1),
        postal_code: text(postal_code),
        city: text(city),
        country: Some(country.parse()?),
        ..LocationAddress::default()
    };
    let new = NewLocation { name: name.to_owned(), priority: Some(priority), address: Some(address) };
    Ok(make_location(tx, new).await?.id)
}

/// Three suppliers, one of them in another currency, who offer the variants in turn.
async fn suppliers(tx: &mut Tx, variants: &[VariantId]) -> Result<Vec<SupplierId>> {
    let ours = crate::cost::currency(tx).await?;
    let mut suppliers = Vec::new();
    for (name, currency, days) in
        [("Fjellvev AS", None, 14), ("Alpenwerk GmbH", None, 9), ("Norrsken Textil AB", Some("SEK"), 21)]
    {
        let currency = currency.map(str::parse).transpose()?.unwrap_or(ours);
        let new = NewSupplier {
            name: name.to_owned(),
            email: Some(format!("orders@{}.example", name.to_lowercase().replace(' ', "-"))),
            phone: None,
            currency: Some(currency),
            lead_time_days: Some(days),
            note: None,
        };
        suppliers.push(make_supplier(tx, new).await?.id);
    }
    for (number, variant) in variants.iter().enumerate() {
        let Some(supplier) = suppliers.get(number % suppliers.len()) else { continue };
        let told = catalog::variant::get(tx, *variant).await?.unit_cost();
        let cost = told.map_or(1_200, |cost| cost.amount_minor);
        // One crown is about nine cents.
        let cost = if number % suppliers.len() == 2 { cost * 11 } else { cost };
        let terms = Terms {
            supplier_sku: Some(format!(
                "{}-{:04}",
                ["FV", "AW", "NT"].get(number % 3).unwrap_or(&"X"),
                1_000 + number
            )),
            pack_size: Some(PACK),
            minimum_quantity: Some(PACK),
            lead_time_days: None,
            unit_cost_minor: cost,
        };
        set_terms(tx, *supplier, *variant, terms).await?;
    }
    Ok(suppliers)
}
