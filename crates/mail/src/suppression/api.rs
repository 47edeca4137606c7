//! The operator's view of the suppression list.

use kernel::{Error, Page, PageParams, TenantId};
use serde::Deserialize;
use serde_json::json;
use utoipa::ToSchema;
use web::{AuditNote, Created, Json, NoContent, OperatorCtx, Path, Query, Routes};

use super::{Reason, Suppression, SuppressionId};
use crate::EmailAddress;
use crate::permission::{OPERATOR_MANAGE, OPERATOR_READ};

pub(crate) fn routes() -> Routes {
    web::routes![list_suppressions, create_suppression, delete_suppression]
}

/// An address to send nothing to.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewSuppression {
    /// The address.
    email: String,
    /// Why: `bounce`, `complaint` or `manual`.
    reason: Reason,
}

/// List addresses that get no mail
#[utoipa::path(get, path = "/api/v1/operator/mail-suppressions", tag = "Mail")]
async fn list_suppressions(
    ctx: OperatorCtx,
    Query(page): Query<PageParams>,
) -> web::Result<Json<Page<Suppression>>> {
    ctx.require(OPERATOR_READ)?;
    Ok(Json(ctx.read(async |tx| super::list(tx, &page).await).await?))
}

/// Stop mail to an address
///
/// For bounces and complaints that your mail provider reports, or by decision. It stops the mails of all
/// organizations.
#[utoipa::path(post, path = "/api/v1/operator/mail-suppressions", tag = "Mail")]
async fn create_suppression(
    ctx: OperatorCtx,
    Json(new): Json<NewSuppression>,
) -> web::Result<Created<Suppression>> {
    ctx.require(OPERATOR_MANAGE)?;
    let address: EmailAddress = new.email.parse()?;
    if new.reason == Reason::Unsubscribed {
        let message = "Only the reader unsubscribes. Use bounce, complaint or manual.";
        return Err(Error::invalid("reason", "invalid", message).into());
    }
    let entry = ctx
        .write(async |tx| {
            let entry = super::add(tx, TenantId::OPERATOR, &address, new.reason).await?.ok_or_else(|| {
                Error::conflict("already_suppressed", "This address is on the list for that reason already.")
            })?;
            let note = AuditNote::new("mail_suppression.created").target("mail_suppression", entry.id);
            note.after(json!({"reason": entry.reason})).leave(tx);
            Ok(entry)
        })
        .await?;
    Ok(Created(entry))
}

/// Allow mail to an address again
#[utoipa::path(delete, path = "/api/v1/operator/mail-suppressions/{id}", tag = "Mail")]
async fn delete_suppression(ctx: OperatorCtx, Path(id): Path<SuppressionId>) -> web::Result<NoContent> {
    ctx.require(OPERATOR_MANAGE)?;
    ctx.write(async |tx| {
        super::remove(tx, id).await?;
        AuditNote::new("mail_suppression.deleted").target("mail_suppression", id).leave(tx);
        Ok(())
    })
    .await?;
    Ok(NoContent)
}
