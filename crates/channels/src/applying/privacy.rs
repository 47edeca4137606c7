//! What people may ask for under privacy law. Each request is kept with its due day; forgetting is done at once, and the
//! audit log has the proof.

use std::time::Duration;

use db::Tx;
use identity::audit::{Record, record};
use kernel::{Result, Timestamp};
use mail::EmailAddress;
use orders::customer::{self, CustomerId};
use serde_json::json;

use super::{Place, effect, link_of};
use crate::change::{Privacy, PrivacyRequest};
use crate::link::LinkKind;
use crate::privacy::{self, NewRequest, PrivacyRequestId, RequestKind};
use crate::processing::{Effect, EffectKind, Source};

/// What the platforms and the law give: thirty days.
const DUE: Duration = Duration::from_secs(30 * 86_400);

pub(super) async fn apply(tx: &mut Tx, place: &Place, source: &Source, asked: Privacy) -> Result<Effect> {
    let external = asked.request_id.clone().unwrap_or_else(|| source.delivery.to_string());
    let customer = find(tx, place, &asked).await?;
    let kind = match asked.request {
        PrivacyRequest::CustomerData => RequestKind::CustomerData,
        PrivacyRequest::ForgetCustomer => RequestKind::ForgetCustomer,
        PrivacyRequest::ForgetShop => RequestKind::ForgetShop,
    };
    let new = NewRequest {
        connection: place.connection.id,
        delivery: source.delivery,
        kind,
        external_id: external.clone(),
        customer,
        due_at: source.received_at.plus(DUE),
    };
    let Some(id) = privacy::open(tx, new).await? else {
        return Ok(effect::<privacy::Request>("privacy", EffectKind::Unchanged, &external, None));
    };
    match kind {
        RequestKind::CustomerData => tell(tx, id, kind, customer, "A person answers it.").await?,
        RequestKind::ForgetCustomer => forget_customer(tx, place, id, customer, &asked).await?,
        RequestKind::ForgetShop => forget_shop(tx, place, id).await?,
    }
    Ok(effect("privacy", EffectKind::Created, &external, Some(id)))
}

/// Whom of ours it is about.
async fn find(tx: &mut Tx, place: &Place, asked: &Privacy) -> Result<Option<CustomerId>> {
    for id in &asked.customer_ids {
        if let Some(link) = link_of(tx, place, LinkKind::Customer, id).await?
            && let Some(id) = link.entity()
        {
            return Ok(Some(id));
        }
    }
    let email = asked.email.as_deref().and_then(|email| email.parse::<EmailAddress>().ok());
    let Some(email) = email else { return Ok(None) };
    Ok(customer::find_by_email(tx, &email).await?.map(|customer| customer.id))
}

async fn forget_customer(
    tx: &mut Tx,
    place: &Place,
    id: PrivacyRequestId,
    customer: Option<CustomerId>,
    asked: &Privacy,
) -> Result<()> {
    let orders = match customer {
        Some(customer) => customer::forget(tx, customer).await?.orders,
        None => 0,
    };
    let mut bodies = 0;
    for customer in &asked.customer_ids {
        bodies += privacy::drop_bodies_about(tx, place.connection.id, "customer", customer).await?;
    }
    for order in &asked.order_ids {
        bodies += privacy::drop_bodies_about(tx, place.connection.id, "order", order).await?;
    }
    let outcome = match customer {
        Some(_) => format!("Forgotten, with {orders} orders and {bodies} deliveries."),
        None => format!("Nobody here is meant; {bodies} deliveries were dropped."),
    };
    privacy::done(tx, id, &outcome).await?;
    tell(tx, id, RequestKind::ForgetCustomer, customer, &outcome).await
}

/// All customers that are known from this connection, and the bodies of all that came through it.
async fn forget_shop(tx: &mut Tx, place: &Place, id: PrivacyRequestId) -> Result<()> {
    let customers = privacy::customers_of(tx, place.connection.id).await?;
    let count = customers.len();
    for customer in customers {
        customer::forget(tx, customer).await?;
    }
    let bodies = privacy::drop_all_bodies(tx, place.connection.id).await?;
    let outcome = format!("{count} customers forgotten, {bodies} deliveries dropped.");
    privacy::done(tx, id, &outcome).await?;
    tell(tx, id, RequestKind::ForgetShop, None, &outcome).await
}

async fn tell(
    tx: &mut Tx,
    id: PrivacyRequestId,
    kind: RequestKind,
    customer: Option<CustomerId>,
    outcome: &str,
) -> Result<()> {
    let at: Timestamp = tx.now();
    let proof = json!({"request": kind, "customer_id": customer, "outcome": outcome, "at": at});
    record(tx, Record::new("privacy.requested").target("privacy_request", id).after(proof)).await
}
