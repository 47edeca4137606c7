//! Sending a test over HTTP.

use bytes::Bytes;
use identity::permission::{CHANNELS_MANAGE, CHANNELS_READ};
use secrets::KeyRing;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use web::{Ctx, Json, Path, Result, Routes};

use super::{Occasion, Sender, topics};
use crate::connection::{ConnectionId, store};
use crate::inbox::{Inbox, address};

/// What to send.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = NewConnectionTest, example = json!({}))]
pub struct NewTest {
    /// What it is to say, in the platform's words; any when left out.
    topic: Option<String>,
}

/// What can be sent.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = ConnectionTestTopics)]
pub struct TestTopics {
    /// In the platform's words. Empty where only the platform can sign.
    #[schema(value_type = Vec<String>, example = json!(["orders/create"]))]
    topics: &'static [&'static str],
}

/// What was sent, and what the inbox answered.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = ConnectionTest)]
pub struct TestSent {
    /// What it said, in the platform's words.
    #[schema(value_type = String, example = "orders/create")]
    topic: &'static str,
    /// The status that a platform would have been answered.
    status: u16,
    /// What stood beside it; empty when it was taken in.
    answer: String,
}

pub(crate) fn routes() -> Routes {
    web::routes![list, send]
}

/// List what a test can say
///
/// A test is signed with the connection's own secret, so platforms that sign with a private key have none.
#[utoipa::path(get, path = "/api/v1/connections/{connection_id}/test", tag = "Connections")]
async fn list(ctx: Ctx, Path(id): Path<ConnectionId>) -> Result<Json<TestTopics>> {
    ctx.require(CHANNELS_READ)?;
    let connection = ctx.read(async |tx| store::get(tx, id).await).await?;
    Ok(Json(TestTopics { topics: topics(connection.platform) }))
}

/// Send a test
///
/// One delivery as the platform would send it, signed with the connection's secret and taken in as any other: it is verified
/// and stored, and shows what it says. It is marked as a test, and nothing follows from it: no order is made, and no stock
/// changes. It speaks of goods that the organization has.
#[utoipa::path(post, path = "/api/v1/connections/{connection_id}/test", tag = "Connections")]
async fn send(ctx: Ctx, Path(id): Path<ConnectionId>, Json(new): Json<NewTest>) -> Result<Json<TestSent>> {
    ctx.require(CHANNELS_MANAGE)?;
    let (inbox, ring) = (ctx.service::<Inbox>()?, ctx.service::<KeyRing>()?);
    let sender = ctx.read(async |tx| Sender::read(tx, ring, id).await).await?;
    let seed = u64::from_le_bytes(ctx.app().env().bytes::<8>());
    let topic = sender.topic(new.topic.as_deref(), seed)?;
    let url = address(ctx.site(), id);
    let made = sender.make(topic, Occasion { url: &url, at: ctx.now(), seed })?;
    let receipt = inbox.take(&ctx, id, &made.headers, Bytes::from(made.body)).await?;
    let (status, answer) = receipt.into_parts();
    Ok(Json(TestSent { topic, status, answer }))
}
