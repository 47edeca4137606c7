//! Our app on a platform: put in, or taken out.

use db::Tx;
use identity::audit::{Record, record};
use kernel::Result;
use serde_json::json;

use super::{Place, skipped};
use crate::change::AppChange;
use crate::connection::{ConnectionState, store as connections};
use crate::inbox::Known;
use crate::processing::{Effect, EffectKind};

/// Taken out, the connection is disconnected: the platform sends nothing more. What came stays.
pub(super) async fn apply(tx: &mut Tx, place: &Place, change: AppChange) -> Result<Effect> {
    let id = place.connection.id;
    let connection = connections::get(tx, id).await?;
    if change == AppChange::Installed || connection.state == ConnectionState::Disconnected {
        return Ok(skipped("app", Some(id.to_string()), "The connection is as it was."));
    }
    let mut edited = connection;
    edited.state = ConnectionState::Disconnected;
    connections::update(tx, edited).await?;
    Known::forget_after(tx);
    let entry = Record::new("connection.disconnected").target("connection", id);
    record(tx, entry.after(json!({"why": "app_uninstalled"}))).await?;
    Ok(Effect {
        change: "app".to_owned(),
        effect: EffectKind::Updated,
        external_id: None,
        entity_id: Some(id.to_string()),
        note: Some("The app was taken out on the platform, so the connection is disconnected.".to_owned()),
    })
}
