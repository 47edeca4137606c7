//! The explanation over HTTP.

use std::time::Duration;

use identity::permission::STOCK_READ;
use kernel::Timestamp;
use serde::Deserialize;
use utoipa::IntoParams;
use web::{Ctx, Json, Path, Query, Result, Routes};

use super::{Explanation, explain};
use crate::location::{self, LocationId};
use crate::{VariantId, variant};

/// The period that is told in steps when nobody says: a month.
const PERIOD: Duration = Duration::from_secs(30 * 24 * 60 * 60);

/// What is to be explained.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Question {
    /// Only what lies there; all locations together when left out.
    location: Option<LocationId>,
    /// Since when to tell it in steps; 30 days ago when left out.
    from: Option<Timestamp>,
}

pub(crate) fn routes() -> Routes {
    web::routes![explanation]
}

/// Explain the stock of a variant
///
/// From what there was, through what happened kind by kind, to what there is; with the newest movements, to whom it is
/// promised, and what is on its way.
#[utoipa::path(get, path = "/api/v1/stock/{variant_id}/explanation", tag = "Stock")]
async fn explanation(
    ctx: Ctx,
    Path(id): Path<VariantId>,
    Query(question): Query<Question>,
) -> Result<Json<Explanation>> {
    ctx.require(STOCK_READ)?;
    let from = question.from.unwrap_or_else(|| ctx.now().minus(PERIOD));
    let explained = ctx
        .read(async |tx| {
            variant::store::get(tx, id).await?;
            if let Some(location) = question.location {
                location::store::get(tx, location).await?;
            }
            explain(tx, id, question.location, from).await
        })
        .await?;
    Ok(Json(explained))
}
