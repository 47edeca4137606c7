//! The address that unsubscribe links lead to. No sign-in: the signature is the permission.

use serde::Deserialize;
use utoipa::IntoParams;
use web::{NoContent, Query, Routes, Visitor};

use super::unsubscribe;
use crate::Mailer;

pub(crate) fn routes() -> Routes {
    web::routes![look_at_unsubscribe, post_unsubscribe]
}

/// What the link carries.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct UnsubscribeParams {
    /// The signed token of the link.
    token: String,
}

/// Do nothing
///
/// Programs that check mails for dangers open every link in them, so opening this one changes nothing.
#[utoipa::path(get, path = "/api/v1/mail/unsubscribe", tag = "Mail")]
async fn look_at_unsubscribe() -> web::Result<NoContent> {
    Ok(NoContent)
}

/// Unsubscribe
///
/// One-click unsubscribing (RFC 8058): ends notifications from the mail's organization to its reader. Mails about the
/// safety of an account, and answers to what the reader does, still arrive.
#[utoipa::path(post, path = "/api/v1/mail/unsubscribe", tag = "Mail")]
async fn post_unsubscribe(
    visitor: Visitor,
    Query(params): Query<UnsubscribeParams>,
) -> web::Result<NoContent> {
    let mail = visitor.service::<Mailer>()?.signer().check(&params.token)?;
    visitor.write(async |tx| unsubscribe(tx, mail).await).await?;
    Ok(NoContent)
}
