//! Why a number is so: from what there was, through what happened kind by kind, to what there is.

pub(crate) mod api;
mod store;

use db::Tx;
use kernel::{Result, Timestamp};
use serde::Serialize;
use utoipa::ToSchema;

use crate::location::LocationId;
use crate::movement::api::{MovementView, ReferenceView};
use crate::movement::{self, MovementKind, Reference, ReferenceKind};
use crate::reservation::HolderKind;
use crate::{VariantId, level};

/// How many movements are shown one by one.
const LATEST: i64 = 20;
/// How many reservations and things on their way are shown.
const CAUSES: i64 = 100;

/// Figures at one moment.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, ToSchema)]
pub struct Figures {
    /// What lies there, also what is promised.
    pub on_hand: i64,
    /// How many of those are promised.
    pub reserved: i64,
    /// What can still be promised.
    pub available: i64,
    /// What is on its way.
    pub incoming: i64,
}

impl Figures {
    fn new(on_hand: i64, reserved: i64, incoming: i64) -> Self {
        Self { on_hand, reserved, available: on_hand - reserved, incoming }
    }

    fn minus(self, other: Self) -> Self {
        let (on_hand, reserved) = (self.on_hand - other.on_hand, self.reserved - other.reserved);
        Self::new(on_hand, reserved, self.incoming - other.incoming)
    }

    fn plus(self, other: Self) -> Self {
        let (on_hand, reserved) = (self.on_hand + other.on_hand, self.reserved + other.reserved);
        Self::new(on_hand, reserved, self.incoming + other.incoming)
    }
}

/// All movements of one kind in the period: a bar of the waterfall.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Step {
    /// What happened.
    pub kind: MovementKind,
    /// How often.
    pub movements: i64,
    /// What it did to the figures.
    pub change: Figures,
    /// What the figures were with this and the steps before it.
    pub after: Figures,
}

/// What is promised to somebody right now.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ReservedBy {
    /// The order or checkout.
    pub reference: ReferenceView,
    /// Where.
    pub location_id: LocationId,
    /// How many.
    pub quantity: i64,
    /// Since when.
    pub since: Timestamp,
    /// Until when; null when it does not end by itself.
    #[schema(required)]
    pub expires_at: Option<Timestamp>,
}

/// What is on its way right now.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct IncomingFrom {
    /// The purchase order or transfer.
    pub reference: ReferenceView,
    /// What people call it.
    pub number: String,
    /// Where to.
    pub location_id: LocationId,
    /// How many.
    pub quantity: i64,
    /// When it should be there.
    #[schema(required)]
    pub expected_at: Option<Timestamp>,
}

/// Why the figures of a variant are what they are.
#[derive(Debug, Serialize, ToSchema)]
pub struct Explanation {
    /// The variant.
    pub variant_id: VariantId,
    /// Where; null for all locations together.
    #[schema(required)]
    pub location_id: Option<LocationId>,
    /// Since when it is told in steps.
    pub from: Timestamp,
    /// What the figures were then.
    pub opening: Figures,
    /// What happened since, kind by kind.
    pub steps: Vec<Step>,
    /// What the figures are.
    pub closing: Figures,
    /// By how much the figures differ from the sum of all movements: all zero, or something is wrong.
    pub difference: Figures,
    /// The newest movements.
    pub latest: Vec<MovementView>,
    /// To whom it is promised, the oldest promise first; 100 at most.
    pub reserved_by: Vec<ReservedBy>,
    /// What is on its way, the earliest first; 100 at most.
    pub incoming_from: Vec<IncomingFrom>,
}

/// Explains the figures of a variant, at one location or at all together.
pub(crate) async fn explain(
    tx: &mut Tx,
    variant: VariantId,
    location: Option<LocationId>,
    from: Timestamp,
) -> Result<Explanation> {
    let levels = level::store::of_variant(tx, variant).await?;
    let here = levels.iter().filter(|level| location.is_none_or(|id| level.location_id == id));
    let closing = here.fold(Figures::default(), |sum, level| {
        sum.plus(Figures::new(level.on_hand, level.reserved, level.incoming))
    });
    let sums = movement::store::sums(tx, variant, location, from).await?;
    let change = |sum: &movement::store::KindSum| Figures::new(sum.on_hand, sum.reserved, sum.incoming);
    let since = sums.iter().map(change).fold(Figures::default(), Figures::plus);
    let mut sums = sums;
    sums.sort_by_key(|sum| sum.kind);
    let opening = closing.minus(since);
    let mut after = opening;
    let steps = sums.iter().map(|sum| {
        after = after.plus(change(sum));
        Step { kind: sum.kind, movements: sum.movements, change: change(sum), after }
    });
    let steps = steps.collect();
    let beginning = Timestamp::from_micros(kernel::Cursor::START_ASCENDING.key);
    let all = movement::store::sums(tx, variant, location, beginning).await?;
    let all = all.iter().map(change).fold(Figures::default(), Figures::plus);
    let latest = movement::store::latest(tx, variant, location, LATEST).await?;
    Ok(Explanation {
        variant_id: variant,
        location_id: location,
        from,
        opening,
        steps,
        closing,
        difference: closing.minus(all),
        latest: latest.into_iter().map(MovementView::from).collect(),
        reserved_by: reserved_by(tx, variant, location).await?,
        incoming_from: store::incoming_from(tx, variant, location, CAUSES).await?,
    })
}

async fn reserved_by(
    tx: &mut Tx,
    variant: VariantId,
    location: Option<LocationId>,
) -> Result<Vec<ReservedBy>> {
    let rows = store::reserved_by(tx, variant, location, CAUSES).await?;
    let view = |row: store::HeldRow| {
        let kind = match row.holder_kind {
            HolderKind::Checkout => ReferenceKind::Checkout,
            HolderKind::Order => ReferenceKind::Order,
        };
        ReservedBy {
            reference: Reference { kind, id: row.holder_id }.into(),
            location_id: row.location_id,
            quantity: row.quantity,
            since: row.created_at,
            expires_at: row.expires_at,
        }
    };
    Ok(rows.into_iter().map(view).collect())
}
