//! Movements over HTTP.

use identity::permission::STOCK_READ;
use kernel::{Cursor, Page, PageParams, Timestamp};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use web::{Ctx, Json, Query, Result, Routes};

use super::{Movement, MovementId, MovementKind, Reason, Reference, ReferenceKind, store};
use crate::VariantId;
use crate::location::LocationId;

/// Which movements are wanted. What is left out does not narrow.
#[derive(Debug, Clone, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct MovementFilter {
    /// Only of this variant.
    pub(super) variant: Option<VariantId>,
    /// Only there.
    pub(super) location: Option<LocationId>,
    /// Only of this kind.
    pub(super) kind: Option<MovementKind>,
    /// Only what changed what lies there: no reservations, no releases, nothing that is on its way.
    #[serde(default)]
    pub(super) on_hand_only: bool,
    /// At this time or later.
    pub(super) from: Option<Timestamp>,
    /// Before this time.
    pub(super) to: Option<Timestamp>,
}

/// A change of one level, and why.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = StockMovement)]
pub struct MovementView {
    /// The id.
    id: MovementId,
    /// When.
    at: Timestamp,
    /// What happened.
    kind: MovementKind,
    /// The variant.
    variant_id: VariantId,
    /// Where.
    location_id: LocationId,
    /// Its place among the movements of this variant there: 1, 2, 3 …
    sequence: i64,
    /// What it did to what lies there.
    on_hand_delta: i64,
    /// What it did to what is promised.
    reserved_delta: i64,
    /// What it did to what is on its way.
    incoming_delta: i64,
    /// What lay there afterwards.
    on_hand: i64,
    /// What was promised afterwards.
    reserved: i64,
    /// What was on its way afterwards.
    incoming: i64,
    /// Why a figure was corrected.
    #[schema(required)]
    reason: Option<Reason>,
    /// What somebody wrote about it.
    #[schema(required)]
    note: Option<String>,
    /// What it belongs to.
    #[schema(required)]
    reference: Option<ReferenceView>,
    /// Who did it.
    actor: MovementActor,
}

/// What a movement belongs to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct ReferenceView {
    /// What kind of thing.
    pub(crate) kind: ReferenceKind,
    /// Its id.
    #[schema(example = "order_01h455vb4pex5vsknk084sn02q")]
    pub(crate) id: String,
}

impl From<Reference> for ReferenceView {
    fn from(reference: Reference) -> Self {
        Self { kind: reference.kind, id: reference.public_id() }
    }
}

/// Who moved something.
#[derive(Debug, Serialize, ToSchema)]
pub struct MovementActor {
    /// `user`, `api_key`, `system` or `anonymous`.
    kind: String,
    /// The name at that time.
    name: String,
}

impl From<Movement> for MovementView {
    fn from(row: Movement) -> Self {
        let reference =
            row.reference_kind.zip(row.reference_id).map(|(kind, id)| Reference { kind, id }.into());
        Self {
            id: row.id,
            at: row.at,
            kind: row.kind,
            variant_id: row.variant_id,
            location_id: row.location_id,
            sequence: row.sequence,
            on_hand_delta: row.on_hand_delta,
            reserved_delta: row.reserved_delta,
            incoming_delta: row.incoming_delta,
            on_hand: row.on_hand,
            reserved: row.reserved,
            incoming: row.incoming,
            reason: row.reason,
            note: row.note,
            reference,
            actor: MovementActor { kind: row.actor_kind, name: row.actor_name },
        }
    }
}

pub(crate) fn routes() -> Routes {
    web::routes![list]
}

/// List stock movements
///
/// Newest first. They are never changed: a level is the sum of its movements.
#[utoipa::path(get, path = "/api/v1/stock/movements", tag = "Stock")]
async fn list(
    ctx: Ctx,
    Query(filter): Query<MovementFilter>,
    Query(page): Query<PageParams>,
) -> Result<Json<Page<MovementView>>> {
    ctx.require(STOCK_READ)?;
    let (limit, after) = (page.limit()?, page.after_descending()?);
    let rows = ctx.read(async |tx| store::list(tx, &filter, after, limit + 1).await).await?;
    let page = Page::new(rows, limit, |row: &Movement| Cursor::at(row.at, row.id));
    Ok(Json(page.map(MovementView::from)))
}
