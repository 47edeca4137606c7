//! Taking deliveries in turn and applying them.

use std::collections::HashSet;
use std::time::Duration;

use db::Tx;
use jobs::{Decision, Failure};
use kernel::{Error, ErrorKind, Result, Timestamp};

use super::store::{self, Due, InLine};
use super::{DeliveryState, Effect, Outcome, Source};
use crate::applying::{self, Place};
use crate::connection::{Connection, ConnectionId};
use crate::inbox::InboxDeliveryId;
use crate::{Delivery, EntityKind, Headers, Purpose, normalize};

/// Deliveries of one transaction. SQLite has one writer, which taking webhooks in needs too: this is what one of them may
/// have to wait for.
const TOGETHER: usize = 20;
/// Deliveries that are looked at to find so many whose turn it is.
const WINDOW: i64 = 500;
/// Attempts before what may pass is taken to be what will not.
const ATTEMPTS: i64 = 8;
/// The first pause; each is three times as long as the one before: all in all about three hours.
const PAUSE: Duration = Duration::from_secs(5);

/// Applies the next deliveries of a connection; answers how many were concluded. None says that nobody's turn it is.
pub(super) async fn round(tx: &mut Tx, connection: &Connection, at_most: usize) -> Result<usize> {
    store::take_lane(tx, connection.id).await?;
    let due = turns(tx, connection.id, at_most.min(TOGETHER)).await?;
    let place = Place::of(tx, connection).await?;
    let mut concluded = 0;
    for id in due {
        let Some(delivery) = store::due(tx, id).await? else { continue };
        let outcome = Box::pin(conclusion(tx, &place, &delivery)).await?;
        store::conclude(tx, id, outcome).await?;
        concluded += 1;
    }
    Ok(concluded)
}

/// Those whose turn it is: what waits for another attempt keeps back what came later about the same thing.
async fn turns(tx: &mut Tx, connection: ConnectionId, at_most: usize) -> Result<Vec<InboxDeliveryId>> {
    let now = tx.now();
    let (mut due, mut held): (Vec<InboxDeliveryId>, HashSet<(EntityKind, String)>) = Default::default();
    let mut after = InboxDeliveryId::from_uuid(uuid::Uuid::nil());
    loop {
        let line = store::in_line(tx, connection, after, WINDOW).await?;
        let Some(last) = line.last().map(|one| one.id) else { return Ok(due) };
        let is_end = i64::try_from(line.len()).unwrap_or(i64::MAX) < WINDOW;
        for InLine { id, entity_kind, entity_id, next_attempt_at } in line {
            let thing = entity_kind.zip(entity_id);
            let is_held = thing.as_ref().is_some_and(|thing| held.contains(thing));
            if !is_held && next_attempt_at.is_none_or(|at| at <= now) {
                due.push(id);
                if due.len() == at_most {
                    return Ok(due);
                }
            } else if let Some(thing) = thing {
                held.insert(thing);
            }
        }
        if is_end {
            return Ok(due);
        }
        after = last;
    }
}

/// Applies one delivery, all of it or nothing, and says what became of it. An error is one of the whole transaction.
async fn conclusion(tx: &mut Tx, place: &Place, delivery: &Due) -> Result<Outcome> {
    if delivery.purpose != Purpose::Event {
        return Ok(Outcome::of(Vec::new()));
    }
    if delivery.dropped_at.is_some() {
        let detail = "Its body was kept for as long as this organization keeps bodies, and is gone.";
        return Ok(Outcome::failed("body_dropped", detail.to_owned()));
    }
    let headers = Headers::parse(&delivery.headers).unwrap_or_default();
    let received =
        Delivery { headers: &headers, body: &delivery.body, url: None, received_at: delivery.received_at };
    let normalized = match normalize(place.connection.platform, &received) {
        Ok(normalized) => normalized,
        Err(unreadable) => return Ok(Outcome::failed("unreadable", unreadable.to_string())),
    };
    let source = Source {
        delivery: delivery.id,
        received_at: delivery.received_at,
        occurred_at: delivery.occurred_at,
    };
    let applied = tx
        .attempt(async |tx| {
            let mut effects: Vec<Effect> = Vec::new();
            for change in normalized.changes {
                effects.extend(applying::apply(tx, place, &source, change).await?);
            }
            Ok(effects)
        })
        .await;
    match applied {
        Ok(effects) => Ok(Outcome::of(effects)),
        Err(error) => Ok(after(tx.now(), delivery.attempts + 1, error)),
    }
}

/// What follows an error at the `attempt`th time.
pub(super) fn after(now: Timestamp, attempt: i64, error: Error) -> Outcome {
    if error.kind() == ErrorKind::Internal {
        tracing::error!(%error, attempt, "a delivery could not be applied");
    }
    let (code, detail) = (error.code(), said(&error));
    let pause = match Failure::from(error).decision() {
        Decision::Fail => None,
        Decision::Retry => Some(pause(attempt)),
        Decision::RetryAfter(pause) => Some(pause),
    };
    match pause {
        Some(pause) if attempt < ATTEMPTS => Outcome::again(code, detail, now.plus(pause)),
        _ => Outcome::failed(code, detail),
    }
}

/// What is said of an error to whoever looks at the delivery: which field, and what is wrong with it; nothing of the inside.
fn said(error: &Error) -> String {
    if error.fields().is_empty() {
        return error.detail().to_owned();
    }
    let fields = error.fields().iter().map(|field| format!("{}: {}", field.field, field.message));
    fields.collect::<Vec<_>>().join(" ")
}

fn pause(attempt: i64) -> Duration {
    let exponent = u32::try_from(attempt - 1).unwrap_or(0).min(10);
    PAUSE.saturating_mul(3_u32.saturating_pow(exponent))
}

/// Applies one delivery alone, after it could not be applied together with others: what is wrong is then its own.
pub(super) async fn alone(tx: &mut Tx, connection: &Connection) -> Result<usize> {
    round(tx, connection, 1).await
}

/// Writes down that the next delivery of a connection made its transaction fail.
pub(super) async fn blame(tx: &mut Tx, connection: &Connection, error: Error) -> Result<DeliveryState> {
    store::take_lane(tx, connection.id).await?;
    let Some(id) = turns(tx, connection.id, 1).await?.first().copied() else {
        return Ok(DeliveryState::Processed);
    };
    let Some(delivery) = store::due(tx, id).await? else { return Ok(DeliveryState::Processed) };
    let outcome = after(tx.now(), delivery.attempts + 1, error);
    let state = outcome.state;
    store::conclude(tx, id, outcome).await?;
    Ok(state)
}
