//! Requests under privacy law over HTTP.

use identity::audit::{Record, record};
use identity::permission::{CUSTOMERS_MANAGE, CUSTOMERS_READ};
use kernel::{Cursor, Error, Page, PageParams};
use serde::Deserialize;
use serde_json::json;
use utoipa::{IntoParams, ToSchema};
use web::{Ctx, Json, Path, Query, Result, Routes};

use super::{PrivacyRequestId, Request, RequestState};

/// Which requests are wanted.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct PrivacyFilter {
    /// Only those in this state.
    state: Option<RequestState>,
}

/// What was done about a request.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PrivacyAnswer {
    /// What was done, for the proof.
    #[schema(min_length = 1, max_length = 500, example = "Sent to the customer by mail.")]
    outcome: String,
}

pub(crate) fn routes() -> Routes {
    web::routes![list, get, answer]
}

/// List privacy requests
///
/// What customers and shops asked for under privacy law, as their platforms passed it on, the newest first. Who is to be
/// forgotten is forgotten at once; who wants to know what is kept about them is answered by a person.
#[utoipa::path(get, path = "/api/v1/privacy-requests", tag = "Privacy")]
async fn list(
    ctx: Ctx,
    Query(filter): Query<PrivacyFilter>,
    Query(page): Query<PageParams>,
) -> Result<Json<Page<Request>>> {
    ctx.require(CUSTOMERS_READ)?;
    let (limit, after) = (page.limit()?, page.after_descending()?);
    let rows = ctx.read(async |tx| super::list(tx, filter.state, after, limit + 1).await).await?;
    Ok(Json(Page::new(rows, limit, |row: &Request| Cursor::at(row.created_at, row.id))))
}

/// Get a privacy request
#[utoipa::path(get, path = "/api/v1/privacy-requests/{privacy_request_id}", tag = "Privacy")]
async fn get(ctx: Ctx, Path(id): Path<PrivacyRequestId>) -> Result<Json<Request>> {
    ctx.require(CUSTOMERS_READ)?;
    Ok(Json(ctx.read(async |tx| super::get(tx, id).await).await?))
}

/// Answer a privacy request
///
/// Writes down that it is done, and how: the audit log has the proof.
#[utoipa::path(post, path = "/api/v1/privacy-requests/{privacy_request_id}/answer", tag = "Privacy")]
async fn answer(
    ctx: Ctx,
    Path(id): Path<PrivacyRequestId>,
    Json(answer): Json<PrivacyAnswer>,
) -> Result<Json<Request>> {
    ctx.require(CUSTOMERS_MANAGE)?;
    let request = ctx
        .write(async |tx| {
            if super::get(tx, id).await?.state == RequestState::Done {
                return Err(Error::conflict("done", "It is answered already."));
            }
            let outcome = kernel::text::line("outcome", &answer.outcome, 500)?;
            let done = super::done(tx, id, &outcome).await?;
            let entry = Record::new("privacy.answered").target("privacy_request", id);
            record(tx, entry.after(json!({"outcome": outcome}))).await?;
            Ok(done)
        })
        .await?;
    Ok(Json(request))
}
