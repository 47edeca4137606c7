//! What has come to a connection so far, in a few words.

use db::Tx;
use kernel::{Result, Timestamp};
use serde::Serialize;
use utoipa::ToSchema;

use super::{refusal, store};
use crate::connection::ConnectionId;

/// What has come to a connection so far.
#[derive(Debug, Clone, Default, Serialize, ToSchema)]
pub struct Seen {
    /// When the last delivery came; null before the first.
    #[schema(required)]
    last_received_at: Option<Timestamp>,
    /// What it was about, in the platform's words.
    #[schema(required)]
    last_topic: Option<String>,
    /// The last delivery that was not believed, when there was one.
    #[schema(required)]
    last_refusal: Option<refusal::InboxRefusal>,
}

/// What has come to that connection.
pub(crate) async fn seen(tx: &mut Tx, id: ConnectionId) -> Result<Seen> {
    let last = store::last(tx, id).await?;
    let last_refusal = refusal::list(tx, id, 1).await?.pop();
    let (last_received_at, last_topic) = last.map_or((None, None), |(at, topic)| (Some(at), topic));
    Ok(Seen { last_received_at, last_topic, last_refusal })
}
