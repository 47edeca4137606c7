//! Two customers who are one person.

use db::Tx;
use identity::audit::{Record, record};
use kernel::{Error, Result, Timestamp};
use serde_json::json;

use super::{Customer, CustomerId, CustomerState, consent, store, value};

/// Merges `duplicate` into `into`: its orders, addresses, consents and tags move there, what `into` does not know is
/// taken over, and the duplicate stays as a trace of where it went.
pub async fn merge(tx: &mut Tx, into: CustomerId, duplicate: CustomerId) -> Result<Customer> {
    if into == duplicate {
        return Err(Error::conflict("same_customer", "A customer cannot be merged with themselves."));
    }
    // Both in one order, whoever merges whom: two merges never wait for each other in a circle.
    for id in [into.min(duplicate), into.max(duplicate)] {
        store::lock(tx, id).await?;
    }
    let (kept, gone) = (store::get(tx, into).await?, store::get(tx, duplicate).await?);
    if kept.state != CustomerState::Active || gone.state != CustomerState::Active {
        return Err(Error::conflict(
            "merged_already",
            "One of them was merged already. Open the one that it went into.",
        ));
    }
    move_all(tx, into, duplicate).await?;
    retire(tx, into, duplicate).await?;
    let completed = Customer {
        name: if kept.name.is_empty() { gone.name } else { kept.name },
        company: kept.company.or(gone.company),
        email: kept.email.or(gone.email),
        phone: kept.phone.or(gone.phone),
        language: kept.language.or(gone.language),
        note: [kept.note, gone.note]
            .into_iter()
            .filter(|note| !note.is_empty())
            .collect::<Vec<_>>()
            .join("\n\n"),
        ..kept
    };
    store::update(tx, completed).await?;
    consent::settle(tx, into).await?;
    value::refresh(tx, into).await?;
    value::refresh(tx, duplicate).await?;
    let entry = Record::new("customer.merged").target("customer", into);
    record(tx, entry.after(json!({"duplicate_id": duplicate}))).await?;
    store::get(tx, into).await
}

async fn move_all(tx: &mut Tx, into: CustomerId, duplicate: CustomerId) -> Result<()> {
    for text in [
        "UPDATE orders SET customer_id = $2 WHERE tenant_id = $1 AND customer_id = $3",
        "UPDATE customer_addresses SET customer_id = $2, is_default_shipping = false, is_default_billing = false
         WHERE tenant_id = $1 AND customer_id = $3",
        "UPDATE customer_consents SET customer_id = $2 WHERE tenant_id = $1 AND customer_id = $3",
        // Whoever was merged into the duplicate before went further.
        "UPDATE customers SET merged_into = $2 WHERE tenant_id = $1 AND merged_into = $3",
        "INSERT INTO customer_tags (tenant_id, customer_id, tag)
         SELECT tenant_id, $2, tag FROM customer_tags WHERE tenant_id = $1 AND customer_id = $3
         ON CONFLICT DO NOTHING",
    ] {
        tx.query(text).bind(into).bind(duplicate).execute().await?;
    }
    Ok(())
}

async fn retire(tx: &mut Tx, into: CustomerId, duplicate: CustomerId) -> Result<()> {
    let now: Timestamp = tx.now();
    tx.query(
        "UPDATE customers SET state = 'merged', merged_into = $2, version = version + 1, updated_at = $4
         WHERE tenant_id = $1 AND id = $3",
    )
    .bind(into)
    .bind(duplicate)
    .bind(now)
    .execute()
    .await?;
    store::unindex(tx, duplicate).await
}
