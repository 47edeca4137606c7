//! The operator's view of mails: the outbox among them.

use kernel::{Page, PageParams};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use web::{AuditNote, Json, NoContent, OperatorCtx, Path, Query, Routes};

use super::{Headers, Mail, MailFilter, MailId, MailState, store};
use crate::Mailer;
use crate::permission::{OPERATOR_MANAGE, OPERATOR_READ};

pub(crate) fn routes() -> Routes {
    web::routes![list_mails, get_mail, resend_mail]
}

/// Which mails to list.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct MailSearch {
    /// Only those in this state.
    #[param(inline)]
    state: Option<MailState>,
    /// Only those whose address or subject contains this, whatever its case.
    q: Option<String>,
}

/// A mail with its content.
#[derive(Debug, Serialize, ToSchema)]
pub struct MailDetail {
    /// The mail.
    #[serde(flatten)]
    pub mail: Mail,
    /// The HTML alternative, for a sandboxed frame.
    pub html: String,
    /// The text alternative.
    pub text: String,
    /// Header to value; what is sent besides the date.
    pub headers: Headers,
}

/// List mails
///
/// Of all organizations, the newest first.
#[utoipa::path(get, path = "/api/v1/operator/mails", tag = "Mail")]
async fn list_mails(
    ctx: OperatorCtx,
    Query(search): Query<MailSearch>,
    Query(page): Query<PageParams>,
) -> web::Result<Json<Page<Mail>>> {
    ctx.require(OPERATOR_READ)?;
    let filter = MailFilter { state: search.state, q: search.q };
    Ok(Json(ctx.read(async |tx| super::list(tx, &filter, &page).await).await?))
}

/// Read a mail
///
/// A link that lets its reader do something once is shown only while the mail is in the outbox, where the operator is
/// the one to pass it on, and only to those who may act on the installation. Elsewhere a placeholder stands for it.
#[utoipa::path(get, path = "/api/v1/operator/mails/{id}", tag = "Mail")]
async fn get_mail(ctx: OperatorCtx, Path(id): Path<MailId>) -> web::Result<Json<MailDetail>> {
    ctx.require(OPERATOR_READ)?;
    let (mail, mut content) = ctx
        .read(async |tx| {
            let mail = super::get(tx, id).await?;
            let content = store::content(tx, &mail).await?;
            Ok((mail, content))
        })
        .await?;
    if mail.state == MailState::Outbox && ctx.membership().permissions.allow(OPERATOR_MANAGE) {
        content = content.revealed();
    }
    let mut headers = content.headers.0;
    if headers.is_empty() {
        headers = ctx.service::<Mailer>()?.headers(&mail, &mail.to.parse()?);
    }
    Ok(Json(MailDetail { mail, html: content.html, text: content.text, headers }))
}

/// Send a mail again
///
/// One that is in the outbox, failed or was suppressed.
#[utoipa::path(post, path = "/api/v1/operator/mails/{id}/resend", tag = "Mail")]
async fn resend_mail(ctx: OperatorCtx, Path(id): Path<MailId>) -> web::Result<NoContent> {
    ctx.require(OPERATOR_MANAGE)?;
    ctx.write(async |tx| {
        super::resend(tx, id).await?;
        AuditNote::new("mail.resent").target("mail", id).leave(tx);
        Ok(())
    })
    .await?;
    Ok(NoContent)
}
