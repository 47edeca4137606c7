//! Disputes: a buyer wants money back from the provider. Whoever answers them is told of each change.

use db::Tx;
use events::{Emit, Event};
use kernel::{Money, Result, Timestamp};
use orders::OrderId;
use orders::payment as payments;
use serde::{Deserialize, Serialize};

use super::{Place, effect, order_ledgers, skipped};
use crate::change::{self, Dispute, DisputeState};
use crate::connection::ConnectionId;
use crate::processing::{Effect, EffectKind};

/// A dispute about a payment was opened, or stands otherwise now.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct DisputeChanged {
    /// Who told of it.
    pub connection_id: ConnectionId,
    /// The provider's id of it.
    pub external_id: String,
    /// The order that was paid.
    pub order_id: OrderId,
    /// How it stands.
    pub state: DisputeState,
    /// Why, in the provider's words.
    pub reason: Option<String>,
    /// How much it is about, as far as the provider says it.
    pub amount: Option<Money>,
    /// Until when the merchant may answer.
    pub answer_by: Option<Timestamp>,
}

impl Event for DisputeChanged {
    const NAME: &'static str = "dispute.changed";

    fn entity(&self) -> Option<String> {
        Some(self.order_id.to_string())
    }
}

pub(super) async fn apply(tx: &mut Tx, place: &Place, stated: Dispute) -> Result<Effect> {
    let external = stated.external_id;
    let by_payment = match &stated.payment_id {
        Some(reference) => payments::find_by_reference(tx, &stated.provider, reference).await?,
        None => None,
    };
    let order = match by_payment {
        Some(payment) => Some(payment.order_id),
        None => order_ledgers::order_of(tx, place, stated.order_id.as_deref()).await?,
    };
    let Some(order_id) = order else {
        return Ok(skipped("dispute", Some(external), "No order here is paid by what it is about."));
    };
    let amount = match stated.amount.zip(stated.currency) {
        Some((amount, currency)) => Some(Money::new(change::minor("amount", amount, currency)?, currency)),
        None => None,
    };
    tx.emit(DisputeChanged {
        connection_id: place.connection.id,
        external_id: external.clone(),
        order_id,
        state: stated.state,
        reason: stated.reason,
        amount,
        answer_by: stated.answer_by,
    })?;
    Ok(effect("dispute", EffectKind::Updated, &external, Some(order_id)))
}
