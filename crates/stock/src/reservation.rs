//! Reservations: what somebody holds until it is shipped, let go, or too old.
//!
//! Each holder has one, and [`reserve`] makes it hold exactly what is asked for: a repetition changes nothing but the
//! expiry, and another basket keeps what both have. The reservation's row is locked first, then levels in ascending
//! order; so transactions never wait for each other in a circle, and none waits for anything outside the database.

mod plan;
mod shortfall;
pub(crate) mod store;

use std::collections::BTreeMap;

use db::Tx;
use kernel::{Entity, Error, Id, Result, Timestamp};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::level;
use crate::location::{self, LocationId};
use crate::movement::{self, Cause, Change, Guard, Movement, MovementKind, Reference, ReferenceKind};
use crate::quantity::{self, Demand};
use crate::{VariantId, variant};

pub use shortfall::{Shortfall, shortfalls};

/// What kind of thing holds stock.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema, sqlx::Type)]
#[serde(rename_all = "snake_case")]
#[sqlx(type_name = "text", rename_all = "snake_case")]
pub enum HolderKind {
    /// Somebody who is about to pay.
    Checkout,
    /// An order that is not shipped yet.
    Order,
}

/// Who holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Holder {
    /// What kind of thing.
    pub kind: HolderKind,
    /// Which one.
    pub id: Uuid,
}

impl Holder {
    /// Somebody who is about to pay.
    pub const fn checkout<T>(id: Id<T>) -> Self {
        Self { kind: HolderKind::Checkout, id: id.uuid() }
    }

    /// An order that is not shipped yet.
    pub const fn order<T>(id: Id<T>) -> Self {
        Self { kind: HolderKind::Order, id: id.uuid() }
    }

    const fn reference(self) -> Reference {
        let kind = match self.kind {
            HolderKind::Checkout => ReferenceKind::Checkout,
            HolderKind::Order => ReferenceKind::Order,
        };
        Reference { kind, id: self.id }
    }
}

/// How it is to be held.
#[derive(Debug, Clone, Copy, Default)]
pub struct Wish {
    /// Only there; anywhere, by the priority of locations, when none is named.
    pub location: Option<LocationId>,
    /// Until when; until it is let go when left out.
    pub expires_at: Option<Timestamp>,
    /// Hold it even where there is none: it was sold already, by a shop elsewhere.
    pub oversell: bool,
}

/// What somebody holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reservation {
    /// The id.
    pub id: ReservationId,
    /// Until when; none when it does not end by itself.
    pub expires_at: Option<Timestamp>,
    /// What, and where. Bundles are their components; what is not counted is not here.
    pub lines: Vec<Held>,
}

impl Entity for Reservation {
    const PREFIX: &'static str = "res";
}

/// The id of a reservation.
pub type ReservationId = Id<Reservation>;

/// A line of a reservation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, sqlx::FromRow)]
pub struct Held {
    /// The variant.
    pub variant_id: VariantId,
    /// Where it is held.
    pub location_id: LocationId,
    /// How many.
    pub quantity: i64,
}

/// What lies held, by variant and location.
type Lines = BTreeMap<(VariantId, LocationId), i64>;

/// Makes `holder` hold exactly `demands`, which may be more or less than it held before. Lines of one variant are added
/// up, and bundles become their components.
///
/// When there is not enough, nothing has changed, the error's code is `out_of_stock`, and [`shortfalls`] tells what is
/// missing.
pub async fn reserve(tx: &mut Tx, holder: Holder, demands: &[Demand], wish: Wish) -> Result<Reservation> {
    let wanted = variant::explode(tx, quantity::add_up(demands)?).await?;
    if let Some(location) = wish.location {
        location::store::get_active(tx, location).await?;
    }
    let (id, is_new) = store::open(tx, holder, wish.expires_at).await?;
    let held = store::lines(tx, id).await?;
    let mut levels = Vec::new();
    let mut variants: Vec<VariantId> = wanted.keys().copied().chain(held.keys().map(|(v, _)| *v)).collect();
    variants.sort_unstable();
    variants.dedup();
    for variant in variants {
        levels.extend(level::store::lock(tx, variant).await?);
    }
    let places = match wish.location {
        Some(location) => vec![location],
        None => location::store::by_priority(tx).await?,
    };
    let planned = match plan::plan(&wanted, &held, &levels, &places, wish.oversell) {
        Ok(planned) => planned,
        Err(error) => {
            if is_new {
                store::close(tx, id).await?;
            }
            return Err(error);
        }
    };
    let is_oversold = |variant: VariantId| {
        wish.oversell || wanted.get(&variant).is_some_and(|(facts, _)| facts.may_backorder)
    };
    let changes = differences(&held, &planned, is_oversold);
    movement::post(tx, changes, &Cause::of(holder.reference())).await?;
    store::save_lines(tx, id, &held, &planned).await?;
    store::extend(tx, id, wish.expires_at).await?;
    Ok(Reservation { id, expires_at: wish.expires_at, lines: lines_of(planned) })
}

fn differences(held: &Lines, planned: &Lines, is_oversold: impl Fn(VariantId) -> bool) -> Vec<Change> {
    let mut keys: Vec<_> = held.keys().chain(planned.keys()).copied().collect();
    keys.sort_unstable();
    keys.dedup();
    let of = |lines: &Lines, key: &(VariantId, LocationId)| lines.get(key).copied().unwrap_or(0);
    let change = |key: (VariantId, LocationId)| {
        let reserved = of(planned, &key) - of(held, &key);
        let kind = if reserved > 0 { MovementKind::Reservation } else { MovementKind::Release };
        let guard = if reserved > 0 && !is_oversold(key.0) { Guard::AVAILABLE } else { Guard::FACT };
        Change { reserved, guard, ..Change::new(kind, key.0, key.1) }
    };
    keys.into_iter().map(change).collect()
}

fn lines_of(lines: Lines) -> Vec<Held> {
    let held = |((variant_id, location_id), quantity)| Held { variant_id, location_id, quantity };
    lines.into_iter().map(held).collect()
}

/// Holds longer, or for as long as it takes. A conflict when the holder holds nothing any more.
pub async fn extend(tx: &mut Tx, holder: Holder, expires_at: Option<Timestamp>) -> Result<()> {
    let (id, _) = store::lock(tx, holder).await?.ok_or_else(not_held)?;
    store::extend(tx, id, expires_at).await
}

/// What was held by `from` is now held by `to`, which must hold nothing yet, for as long as it takes: a checkout has
/// become an order. No level changes.
pub async fn hand_over(tx: &mut Tx, from: Holder, to: Holder) -> Result<()> {
    let (id, _) = store::lock(tx, from).await?.ok_or_else(not_held)?;
    store::hand_over(tx, id, to).await
}

/// Lets go of everything that is held. Answers whether there was anything: a repetition changes nothing.
pub async fn release(tx: &mut Tx, holder: Holder) -> Result<bool> {
    let Some((id, _)) = store::lock(tx, holder).await? else { return Ok(false) };
    let held = store::lines(tx, id).await?;
    let changes = differences(&held, &Lines::new(), |_| false);
    movement::post(tx, changes, &Cause::of(holder.reference())).await?;
    store::close(tx, id).await?;
    Ok(true)
}

/// Lets go of what an expired reservation holds. One that was extended, handed over or let go meanwhile stays as it is.
pub(crate) async fn expire(tx: &mut Tx, id: ReservationId) -> Result<()> {
    match store::lock_expired(tx, id).await? {
        Some(holder) => release(tx, holder).await.map(|_| ()),
        None => Ok(()),
    }
}

/// What the holder holds; none when it holds nothing.
pub async fn held_by(tx: &mut Tx, holder: Holder) -> Result<Option<Reservation>> {
    let Some((id, expires_at)) = store::find(tx, holder).await? else { return Ok(None) };
    Ok(Some(Reservation { id, expires_at, lines: lines_of(store::lines(tx, id).await?) }))
}

/// What orders hold of a variant at a location: each order's id, and how many.
pub async fn held_for_orders(
    tx: &mut Tx,
    variant: VariantId,
    location: LocationId,
) -> Result<Vec<(Uuid, i64)>> {
    store::for_orders(tx, variant, location).await
}

/// A parcel with these goods leaves: what is held of them is sold, and lowers what lies there. Where nothing is held at
/// `location`, the goods are taken from what is available there, and what is held elsewhere is let go instead.
///
/// A conflict when the holder does not hold so many.
pub async fn sell(
    tx: &mut Tx,
    holder: Holder,
    demands: &[Demand],
    location: Option<LocationId>,
) -> Result<Vec<Movement>> {
    sell_guarded(tx, holder, demands, location, None).await
}

/// The same of goods that have left already, as a platform says: whatever lies there by our count, which may be below zero
/// afterwards.
pub async fn sold(tx: &mut Tx, holder: Holder, demands: &[Demand]) -> Result<Vec<Movement>> {
    sell_guarded(tx, holder, demands, None, Some(Guard::FACT)).await
}

async fn sell_guarded(
    tx: &mut Tx,
    holder: Holder,
    demands: &[Demand],
    location: Option<LocationId>,
    guard: Option<Guard>,
) -> Result<Vec<Movement>> {
    let wanted = variant::explode(tx, quantity::add_up(demands)?).await?;
    if wanted.is_empty() {
        return Ok(Vec::new());
    }
    let (id, _) = store::lock(tx, holder).await?.ok_or_else(not_held)?;
    let held = store::lines(tx, id).await?;
    let (mut left, mut changes) = (held.clone(), Vec::new());
    for (variant, (facts, quantity)) in wanted {
        let (taken, guard) = (
            plan::take(&mut left, variant, quantity, location).ok_or_else(|| held_too_few(&facts.name))?,
            guard.unwrap_or(guard_of(&facts)),
        );
        changes.extend(sales(variant, taken, location, guard));
    }
    let movements = movement::post(tx, changes, &Cause::of(holder.reference())).await?;
    store::save_lines(tx, id, &held, &left).await?;
    if left.is_empty() {
        store::close(tx, id).await?;
    }
    Ok(movements)
}

/// What is not there cannot be shipped, unless the merchant sells without knowing what there is.
const fn guard_of(facts: &variant::Facts) -> Guard {
    if facts.may_backorder { Guard::FACT } else { Guard::ON_HAND }
}

/// What was held at another location than the one that ships is let go there, and leaves here.
fn sales(
    variant: VariantId,
    taken: Vec<(LocationId, i64)>,
    location: Option<LocationId>,
    guard: Guard,
) -> Vec<Change> {
    let mut changes = Vec::new();
    for (held_at, quantity) in taken {
        let ships = location.unwrap_or(held_at);
        if ships == held_at {
            let sale = Change::new(MovementKind::Sale, variant, held_at);
            changes.push(Change { on_hand: -quantity, reserved: -quantity, guard, ..sale });
        } else {
            let release = Change::new(MovementKind::Release, variant, held_at);
            changes.push(Change { reserved: -quantity, ..release });
            let sale = Change::new(MovementKind::Sale, variant, ships);
            let guard = if guard.on_hand_min == 0 { Guard::AVAILABLE } else { guard };
            changes.push(Change { on_hand: -quantity, guard, ..sale });
        }
    }
    changes
}

fn not_held() -> Error {
    Error::conflict("not_reserved", "Nothing is reserved for this any more. Reserve it again.")
}

fn held_too_few(name: &str) -> Error {
    Error::conflict("not_reserved", format!("Fewer of {name} are reserved for this than that."))
}
