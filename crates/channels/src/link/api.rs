//! Links over HTTP: what a platform's things are here, and the questions that wait for a person.

use catalog::variant::{self, VariantId};
use db::Tx;
use identity::audit::{Record, record};
use identity::permission::{CHANNELS_MANAGE, CHANNELS_READ};
use kernel::{Cursor, Entity, Error, Id, Page, PageParams, Timestamp};
use serde::{Deserialize, Serialize};
use stock::LocationId;
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;
use web::{Ctx, IfMatch, Json, Path, Query, Result, Routes, Tagged};

use super::store::{self, LinkFilter};
use super::{Link, LinkId, LinkKind, LinkState, Question};
use crate::connection::ConnectionId;
use crate::processing::replay;

/// Which links are wanted.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct LinkQuery {
    /// Only those of this connection.
    connection: Option<ConnectionId>,
    /// Only those in this state: `review` for what waits for a person.
    state: Option<LinkState>,
    /// Only those of this kind of thing.
    kind: Option<LinkKind>,
    /// Only those of this variant.
    variant: Option<VariantId>,
}

/// A link as the API shows it.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Link)]
pub struct LinkView {
    /// The id.
    id: LinkId,
    /// The connection.
    connection_id: ConnectionId,
    /// What kind of thing.
    kind: LinkKind,
    /// Its id on the platform.
    external_id: String,
    /// Whether it says what is meant.
    state: LinkState,
    /// What it is here: the id of a product, a variant, a location, a customer or an order, by the kind.
    #[schema(required)]
    entity_id: Option<String>,
    /// Whether it was made from there: what is said there goes for it here.
    is_source: bool,
    /// The platform's own time of the latest state that was applied.
    #[schema(required)]
    stated_at: Option<Timestamp>,
    /// What somebody has to decide.
    #[schema(required)]
    question: Option<Question>,
    /// Counts changes; the `ETag`.
    version: i64,
    /// When it was made.
    created_at: Timestamp,
    /// When it was last changed.
    updated_at: Timestamp,
}

impl From<Link> for LinkView {
    fn from(link: Link) -> Self {
        fn public<T: Entity>(id: Uuid) -> String {
            Id::<T>::from_uuid(id).to_string()
        }
        let entity_id = link.entity_id.map(|id| match link.kind {
            LinkKind::Product => public::<catalog::product::Product>(id),
            LinkKind::Variant | LinkKind::InventoryItem => public::<variant::Variant>(id),
            LinkKind::Location => public::<stock::Location>(id),
            LinkKind::Customer => public::<orders::customer::Customer>(id),
            LinkKind::Order => public::<orders::Order>(id),
        });
        Self {
            id: link.id,
            connection_id: link.connection_id,
            kind: link.kind,
            external_id: link.external_id,
            state: link.state,
            entity_id,
            is_source: link.is_source,
            stated_at: link.stated_at,
            question: link.question.map(|question| question.0),
            version: link.version,
            created_at: link.created_at,
            updated_at: link.updated_at,
        }
    }
}

/// What a thing of a platform is here.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"ignore": true}))]
pub struct LinkDecision {
    /// The variant that is meant, for a variant or what is counted.
    #[serde(default)]
    variant_id: Option<VariantId>,
    /// The location that is meant, for a location.
    #[serde(default)]
    location_id: Option<LocationId>,
    /// That it is nothing of ours: what is said about it is passed over from now on.
    #[serde(default)]
    ignore: bool,
}

pub(crate) fn routes() -> Routes {
    web::routes![list, decide]
}

/// List links
///
/// What the things of connected platforms are here. `state=review` lists the questions that wait for a person.
#[utoipa::path(get, path = "/api/v1/links", tag = "Links")]
async fn list(
    ctx: Ctx,
    Query(query): Query<LinkQuery>,
    Query(page): Query<PageParams>,
) -> Result<Json<Page<LinkView>>> {
    ctx.require(CHANNELS_READ)?;
    let (limit, after) = (page.limit()?, page.after_ascending()?);
    let filter = LinkFilter {
        connection: query.connection,
        state: query.state,
        kind: query.kind,
        entity: query.variant.map(Id::uuid),
    };
    let rows = ctx.read(async |tx| store::list(tx, &filter, after, limit + 1).await).await?;
    let page = Page::new(rows, limit, |row: &Link| Cursor::at(row.created_at, row.id));
    Ok(Json(Page { data: page.data.into_iter().map(Into::into).collect(), next: page.next }))
}

/// Decide what a thing of a platform is
///
/// Repeat the version that you read in `If-Match`. Deliveries that waited for the decision are processed at once.
#[utoipa::path(put, path = "/api/v1/links/{link_id}", tag = "Links")]
async fn decide(
    ctx: Ctx,
    Path(id): Path<LinkId>,
    if_match: IfMatch,
    Json(decision): Json<LinkDecision>,
) -> Result<Tagged<LinkView>> {
    ctx.require(CHANNELS_MANAGE)?;
    let link = ctx
        .write(async |tx| {
            let before = store::get(tx, id).await?;
            if_match.check(before.version)?;
            let entity = meant(tx, before.kind, &decision).await?;
            let state = if entity.is_some() { LinkState::Linked } else { LinkState::Ignored };
            let after = store::decide(tx, id, before.version, state, entity).await?;
            replay::after_decision(tx, after.connection_id).await?;
            let view = LinkView::from(after.clone());
            let entry = Record::new("link.decided").target("link", id);
            record(tx, entry.change(&LinkView::from(before), &view)?).await?;
            Ok(after)
        })
        .await?;
    Ok(Tagged { version: link.version, value: link.into() })
}

/// What was decided, if it is there; nothing when it is nothing of ours.
async fn meant(tx: &mut Tx, kind: LinkKind, decision: &LinkDecision) -> kernel::Result<Option<Uuid>> {
    match (kind, decision) {
        (_, LinkDecision { ignore: true, variant_id: None, location_id: None }) => Ok(None),
        (
            LinkKind::Variant | LinkKind::InventoryItem,
            LinkDecision { variant_id: Some(id), location_id: None, ignore: false },
        ) => match variant::find(tx, *id).await? {
            Some(variant) => Ok(Some(variant.id.uuid())),
            None => Err(Error::invalid("variant_id", "unknown", "There is no such variant.")),
        },
        (LinkKind::Location, LinkDecision { location_id: Some(id), variant_id: None, ignore: false }) => {
            match stock::find_location(tx, *id).await? {
                Some(location) => Ok(Some(location.id.uuid())),
                None => Err(Error::invalid("location_id", "unknown", "There is no such location.")),
            }
        }
        (LinkKind::Location, _) => {
            Err(Error::invalid("location_id", "required", "Name the location, or say that it is none."))
        }
        (LinkKind::Variant | LinkKind::InventoryItem, _) => {
            Err(Error::invalid("variant_id", "required", "Name the variant, or say that it is none."))
        }
        _ => {
            let detail =
                "Only variants and locations can be linked by hand; this one follows from its platform.";
            Err(Error::conflict("not_by_hand", detail))
        }
    }
}
