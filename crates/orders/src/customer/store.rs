//! SQL of customers.

use db::{OnUnique, Tx};
use kernel::{Cursor, Error, Result, Timestamp};
use mail::EmailAddress;

use super::{Customer, CustomerId, Marketing, NewCustomer, email_taken, mailbox, phone_key};
use crate::text;

/// The customer, merged or not, if the merchant has them.
pub async fn find(tx: &mut Tx, id: CustomerId) -> Result<Option<Customer>> {
    tx.query("SELECT * FROM customers WHERE tenant_id = $1 AND id = $2").bind(id).fetch_optional().await
}

/// The customer, merged or not; an error when the merchant has no such customer.
pub async fn get(tx: &mut Tx, id: CustomerId) -> Result<Customer> {
    find(tx, id).await?.ok_or_else(|| Error::not_found("customer"))
}

/// The customer in use who has this address, however it is spelled.
pub async fn find_by_email(tx: &mut Tx, email: &EmailAddress) -> Result<Option<Customer>> {
    tx.query("SELECT * FROM customers WHERE tenant_id = $1 AND email_key = $2 AND state = 'active'")
        .bind(email.key())
        .fetch_optional()
        .await
}

/// Which customers are wanted.
#[derive(Debug, Clone, Default)]
pub(crate) struct CustomerFilter {
    pub(crate) terms: Option<(String, String)>,
    pub(crate) tag: Option<String>,
    pub(crate) marketing: Option<Marketing>,
}

/// Those in use, newest first. A search and a tag are looked up by their own index, so that few are found fast among
/// many.
pub(crate) async fn list(
    tx: &mut Tx,
    filter: CustomerFilter,
    after: &Cursor,
    limit: i64,
) -> Result<Vec<Customer>> {
    let text = match (&filter.terms, &filter.tag) {
        (Some(_), _) => {
            "SELECT c.* FROM customers c
             WHERE c.tenant_id = $1 AND c.state = 'active' AND (c.created_at, c.id) < ($2, $3)
               AND ($4 IS NULL OR c.marketing = $4)
               AND c.id IN (SELECT customer_id FROM customer_terms WHERE tenant_id = $1 AND term >= $6 AND term < $7)
               AND ($8 IS NULL OR EXISTS (SELECT 1 FROM customer_tags t
                                          WHERE t.tenant_id = $1 AND t.customer_id = c.id AND t.tag = $8))
             ORDER BY c.created_at DESC, c.id DESC LIMIT $5"
        }
        (None, Some(_)) => {
            "SELECT c.* FROM customers c
             WHERE c.tenant_id = $1 AND c.state = 'active' AND (c.created_at, c.id) < ($2, $3)
               AND ($4 IS NULL OR c.marketing = $4)
               AND c.id IN (SELECT customer_id FROM customer_tags WHERE tenant_id = $1 AND tag = $6)
             ORDER BY c.created_at DESC, c.id DESC LIMIT $5"
        }
        (None, None) => {
            "SELECT * FROM customers
             WHERE tenant_id = $1 AND state = 'active' AND (created_at, id) < ($2, $3)
               AND ($4 IS NULL OR marketing = $4)
             ORDER BY created_at DESC, id DESC LIMIT $5"
        }
    };
    let query = tx
        .query(text)
        .bind(Timestamp::from_micros(after.key))
        .bind(after.id)
        .bind(filter.marketing)
        .bind(limit);
    match (filter.terms, filter.tag) {
        (Some((from, to)), tag) => query.bind(from).bind(to).bind(tag).fetch_all().await,
        (None, Some(tag)) => query.bind(tag).fetch_all().await,
        (None, None) => query.fetch_all().await,
    }
}

/// Makes a customer; none when another one has the address.
pub(super) async fn insert(tx: &mut Tx, new: NewCustomer) -> Result<Option<Customer>> {
    let (id, now): (CustomerId, Timestamp) = (tx.new_id(), tx.now());
    let made: Option<Customer> = tx
        .query(
            "INSERT INTO customers (tenant_id, id, state, name, company, email, email_key, email_mailbox, phone,
                 phone_key, language, note, marketing, version, created_at, updated_at)
             VALUES ($1, $2, 'active', $3, $4, $5, $6, $7, $8, $9, $10, $11, 'unknown', 1, $12, $12)
             ON CONFLICT (tenant_id, email_key) WHERE state = 'active' DO NOTHING RETURNING *",
        )
        .bind(id)
        .bind(new.name)
        .bind(new.company)
        .bind(new.email.as_ref().map(|email| email.as_str().to_owned()))
        .bind(new.email.as_ref().map(EmailAddress::key))
        .bind(new.email.as_ref().map(mailbox))
        .bind(new.phone.clone())
        .bind(new.phone.as_deref().and_then(phone_key))
        .bind(new.language)
        .bind(new.note)
        .bind(now)
        .fetch_optional()
        .await?;
    if let Some(customer) = &made {
        index(tx, customer).await?;
    }
    Ok(made)
}

/// Saves an edited customer; the version counts on. Nothing changes when somebody else was faster.
pub(super) async fn update(tx: &mut Tx, edited: Customer) -> Result<Customer> {
    let now = tx.now();
    let email = edited.email.as_deref().map(str::parse::<EmailAddress>).transpose()?;
    let saved: Option<Customer> = tx
        .query(
            "UPDATE customers SET name = $3, company = $4, email = $5, email_key = $6, email_mailbox = $7, phone = $8,
                 phone_key = $9, language = $10, note = $11, version = version + 1, updated_at = $12
             WHERE tenant_id = $1 AND id = $2 AND version = $13 AND state = 'active' RETURNING *",
        )
        .bind(edited.id)
        .bind(edited.name)
        .bind(edited.company)
        .bind(email.as_ref().map(|email| email.as_str().to_owned()))
        .bind(email.as_ref().map(EmailAddress::key))
        .bind(email.as_ref().map(mailbox))
        .bind(edited.phone.clone())
        .bind(edited.phone.as_deref().and_then(phone_key))
        .bind(edited.language)
        .bind(edited.note)
        .bind(now)
        .bind(edited.version)
        .fetch_optional()
        .await
        .on_unique(("customers", "email_key"), email_taken)?;
    let saved = saved.ok_or_else(Error::changed_meanwhile)?;
    index(tx, &saved).await?;
    Ok(saved)
}

/// Writes the terms by which the customer is found.
async fn index(tx: &mut Tx, customer: &Customer) -> Result<()> {
    unindex(tx, customer.id).await?;
    let digits = customer.phone.as_deref().and_then(phone_key);
    let texts = [
        Some(customer.name.as_str()),
        customer.company.as_deref(),
        customer.email.as_deref(),
        digits.as_deref(),
    ];
    for term in text::terms(texts.into_iter().flatten()) {
        tx.query("INSERT INTO customer_terms (tenant_id, term, customer_id) VALUES ($1, $2, $3)")
            .bind(term)
            .bind(customer.id)
            .execute()
            .await?;
    }
    Ok(())
}

/// Nobody finds the customer any more.
pub(super) async fn unindex(tx: &mut Tx, id: CustomerId) -> Result<()> {
    tx.query("DELETE FROM customer_terms WHERE tenant_id = $1 AND customer_id = $2")
        .bind(id)
        .execute()
        .await?;
    Ok(())
}

/// Nobody else changes the customer, or what their orders add up to, before this transaction ends.
pub(super) async fn lock(tx: &mut Tx, id: CustomerId) -> Result<()> {
    let now = tx.now();
    tx.query("UPDATE customers SET updated_at = $3 WHERE tenant_id = $1 AND id = $2")
        .bind(id)
        .bind(now)
        .execute()
        .await?;
    Ok(())
}

pub(super) async fn tags(tx: &mut Tx, id: CustomerId) -> Result<Vec<String>> {
    let rows: Vec<(String,)> = tx
        .query("SELECT tag FROM customer_tags WHERE tenant_id = $1 AND customer_id = $2 ORDER BY tag")
        .bind(id)
        .fetch_all()
        .await?;
    Ok(rows.into_iter().map(|(tag,)| tag).collect())
}

pub(super) async fn set_tags(tx: &mut Tx, id: CustomerId, tags: Vec<String>) -> Result<()> {
    tx.query("DELETE FROM customer_tags WHERE tenant_id = $1 AND customer_id = $2")
        .bind(id)
        .execute()
        .await?;
    for tag in tags {
        tx.query("INSERT INTO customer_tags (tenant_id, customer_id, tag) VALUES ($1, $2, $3)")
            .bind(id)
            .bind(tag)
            .execute()
            .await?;
    }
    Ok(())
}

/// Customers in use who may be the same person: those who share the mailbox or the telephone number.
pub(super) async fn look_alikes(tx: &mut Tx, id: CustomerId) -> Result<Vec<Customer>> {
    tx.query(
        "SELECT c.* FROM customers c
         WHERE c.tenant_id = $1 AND c.state = 'active' AND c.id <> $2 AND c.id IN (
             SELECT m.id FROM customers o JOIN customers m
                 ON m.tenant_id = o.tenant_id AND m.state = 'active' AND m.email_mailbox = o.email_mailbox
             WHERE o.tenant_id = $1 AND o.id = $2
             UNION
             SELECT p.id FROM customers o JOIN customers p
                 ON p.tenant_id = o.tenant_id AND p.state = 'active' AND p.phone_key = o.phone_key
             WHERE o.tenant_id = $1 AND o.id = $2)
         ORDER BY c.created_at, c.id LIMIT 50",
    )
    .bind(id)
    .fetch_all()
    .await
}
