//! Addresses that get no mail: because nobody has them, because their owner does not want it, or because the operator
//! says so.
//!
//! The list is the installation's: only transactions of the installation can read it. An entry of the operator's
//! organization stands for all organizations.

use db::Tx;
use kernel::{Cursor, Entity, Error, Id, Page, PageParams, Result, TenantId, Timestamp};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::{Category, EmailAddress};

pub(crate) mod api;
mod store;

/// An address that gets no mail.
#[derive(Debug, Clone, Serialize, sqlx::FromRow, ToSchema)]
pub struct Suppression {
    /// Its id.
    pub id: SuppressionId,
    /// Whose mails do not go there; the operator's organization stands for all.
    pub organization_id: TenantId,
    /// The address; null once it was erased, which leaves only its fingerprint to recognise it by.
    #[sqlx(rename = "address")]
    #[schema(required)]
    pub email: Option<String>,
    /// Why.
    pub reason: Reason,
    /// Since when.
    pub created_at: Timestamp,
}

impl Entity for Suppression {
    const PREFIX: &'static str = "supp";
}

/// The id of a suppression.
pub type SuppressionId = Id<Suppression>;

/// Why an address gets no mail.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, sqlx::Type, ToSchema)]
#[schema(as = SuppressionReason)]
#[serde(rename_all = "snake_case")]
#[sqlx(type_name = "text", rename_all = "snake_case")]
pub enum Reason {
    /// Nobody has this address, says the server in charge of it.
    Bounce,
    /// The reader marked a mail as spam.
    Complaint,
    /// The operator says so.
    Manual,
    /// The reader unsubscribed. Stops notifications of one organization; all the others stop everything.
    Unsubscribed,
}

/// Adds an address; `None` when the same entry is there already.
pub async fn add(
    tx: &mut Tx,
    organization: TenantId,
    address: &EmailAddress,
    reason: Reason,
) -> Result<Option<Suppression>> {
    let entry = Suppression {
        id: tx.new_id(),
        organization_id: organization,
        email: Some(address.as_str().to_owned()),
        reason,
        created_at: tx.now(),
    };
    let added = store::insert(tx, &entry, address.hash()).await?;
    Ok(added.then_some(entry))
}

/// Takes an entry off the list.
pub async fn remove(tx: &mut Tx, id: SuppressionId) -> Result<()> {
    if store::delete(tx, id).await? { Ok(()) } else { Err(Error::not_found("suppression")) }
}

/// The entries, the newest first.
pub async fn list(tx: &mut Tx, page: &PageParams) -> Result<Page<Suppression>> {
    let limit = page.limit()?;
    let rows = store::list(tx, page.after_descending()?, limit + 1).await?;
    Ok(Page::new(rows, limit, |entry| Cursor::at(entry.created_at, entry.id)))
}

/// Whether a mail of this category from `tenant` must not go to `address`.
pub(crate) async fn applies(
    tx: &mut Tx,
    tenant: TenantId,
    address: &EmailAddress,
    category: Category,
) -> Result<bool> {
    store::exists(tx, tenant, address.hash(), category == Category::Notification).await
}
