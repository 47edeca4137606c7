//! How long an organization keeps what it was sent.

use db::Tx;
use identity::audit::{Record, record};
use identity::permission::{CHANNELS_MANAGE, CHANNELS_READ};
use kernel::Error;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use web::{Ctx, Json, Result, Routes};

use crate::retention::{DAYS, DAYS_DEFAULT};

/// How the organization's inbox is kept.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct InboxSettings {
    /// Days after which headers and bodies are dropped. That something came, and what became of it, is kept.
    #[schema(minimum = 1, maximum = 3650, example = 30)]
    keep_days: i64,
}

pub(super) fn routes() -> Routes {
    web::routes![get, put]
}

/// Get the inbox's settings
#[utoipa::path(get, path = "/api/v1/inbox/settings", tag = "Inbox")]
async fn get(ctx: Ctx) -> Result<Json<InboxSettings>> {
    ctx.require(CHANNELS_READ)?;
    Ok(Json(ctx.read(read).await?))
}

/// Change the inbox's settings
#[utoipa::path(put, path = "/api/v1/inbox/settings", tag = "Inbox")]
async fn put(ctx: Ctx, Json(new): Json<InboxSettings>) -> Result<Json<InboxSettings>> {
    ctx.require(CHANNELS_MANAGE)?;
    if !DAYS.contains(&new.keep_days) {
        let message = format!("Use a whole number from {} to {}.", DAYS.start(), DAYS.end());
        return Err(Error::invalid("keep_days", "out_of_range", message).into());
    }
    let saved = ctx
        .write(async |tx| {
            let before = read(tx).await?;
            write(tx, &new).await?;
            record(tx, Record::new("inbox.settings_changed").change(&before, &new)?).await?;
            Ok(new)
        })
        .await?;
    Ok(Json(saved))
}

async fn read(tx: &mut Tx) -> kernel::Result<InboxSettings> {
    let days: Option<i64> =
        tx.query("SELECT keep_days FROM inbox_settings WHERE tenant_id = $1").scalar_optional().await?;
    Ok(InboxSettings { keep_days: days.unwrap_or(DAYS_DEFAULT) })
}

async fn write(tx: &mut Tx, new: &InboxSettings) -> kernel::Result<()> {
    let now = tx.now();
    tx.query(
        "INSERT INTO inbox_settings (tenant_id, keep_days, updated_at) VALUES ($1, $2, $3)
         ON CONFLICT (tenant_id) DO UPDATE
         SET keep_days = excluded.keep_days, version = inbox_settings.version + 1, updated_at = excluded.updated_at",
    )
    .bind(new.keep_days)
    .bind(now)
    .execute()
    .await?;
    Ok(())
}
