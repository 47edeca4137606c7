//! SQL of memberships.

use db::{OnUnique, Topic, Tx};
use kernel::{Cursor, Error, Result, TenantId, Timestamp};
use mail::Locale;
use uuid::Uuid;

use super::{Membership, MembershipId};
use crate::organization::Organization;
use crate::permission::Role;
use crate::user::UserId;

pub(crate) async fn list(tx: &mut Tx, after: Cursor, limit: i64) -> Result<Vec<Membership>> {
    tx.query(
        "SELECT m.id, m.user_id, u.name, u.email, m.role, m.created_at
         FROM memberships m JOIN users u ON u.id = m.user_id
         WHERE m.tenant_id = $1 AND (m.created_at, m.id) > ($2, $3)
         ORDER BY m.created_at, m.id LIMIT $4",
    )
    .bind(Timestamp::from_micros(after.key))
    .bind(after.id)
    .bind(limit)
    .fetch_all()
    .await
}

pub(crate) async fn get(tx: &mut Tx, id: MembershipId) -> Result<Membership> {
    let row = tx
        .query(
            "SELECT m.id, m.user_id, u.name, u.email, m.role, m.created_at
             FROM memberships m JOIN users u ON u.id = m.user_id
             WHERE m.tenant_id = $1 AND m.id = $2",
        )
        .bind(id)
        .fetch_optional()
        .await?;
    row.ok_or_else(|| Error::not_found("member"))
}

/// Adds a member to the given organization.
pub(crate) async fn insert(tx: &mut Tx, tenant: TenantId, user: UserId, role: Role) -> Result<MembershipId> {
    tx.wake(Topic::identity());
    let (id, now): (MembershipId, Timestamp) = (tx.new_id(), tx.now());
    tx.global_query(
        "INSERT INTO memberships (tenant_id, id, user_id, role, created_at, updated_at) VALUES ($1, $2, $3, $4, $5, $5)",
    )
    .bind(tenant)
    .bind(id)
    .bind(user)
    .bind(role)
    .bind(now)
    .execute()
    .await
    .on_unique(("memberships", "user_id"), || {
        Error::conflict("already_member", "This person is a member already.")
    })?;
    Ok(id)
}

pub(crate) async fn set_role(tx: &mut Tx, id: MembershipId, role: Role) -> Result<()> {
    tx.wake(Topic::identity());
    let now = tx.now();
    let sql = "UPDATE memberships SET role = $3, updated_at = $4 WHERE tenant_id = $1 AND id = $2";
    tx.query(sql).bind(id).bind(role).bind(now).execute().await.map(drop)
}

pub(crate) async fn delete(tx: &mut Tx, id: MembershipId) -> Result<()> {
    tx.wake(Topic::identity());
    tx.query("DELETE FROM memberships WHERE tenant_id = $1 AND id = $2").bind(id).execute().await.map(drop)
}

pub(crate) async fn owners(tx: &mut Tx) -> Result<i64> {
    tx.query("SELECT count(*) FROM memberships WHERE tenant_id = $1 AND role = 'owner'").scalar().await
}

/// The user's role in an organization.
pub(crate) async fn role_of(tx: &mut Tx, tenant: TenantId, user: Uuid) -> Result<Option<Role>> {
    let sql = "SELECT role FROM memberships WHERE tenant_id = $1 AND user_id = $2";
    tx.global_query(sql).bind(tenant).bind(user).scalar_optional().await
}

/// Whether a member of the organization has this address.
pub(crate) async fn has_email(tx: &mut Tx, email_key: String) -> Result<bool> {
    tx.query(
        "SELECT EXISTS (SELECT 1 FROM memberships m JOIN users u ON u.id = m.user_id
         WHERE m.tenant_id = $1 AND u.email_key = $2)",
    )
    .bind(email_key)
    .scalar()
    .await
}

/// Whom to write to.
#[derive(Debug, Clone, sqlx::FromRow)]
pub(crate) struct Reader {
    pub(crate) user_id: UserId,
    pub(crate) name: String,
    pub(crate) email: String,
    pub(crate) locale: Locale,
}

/// This user when they are a member of the organization, else its owners: whom to tell of what somebody left behind.
pub(crate) async fn user_or_owners(tx: &mut Tx, user: Option<Uuid>) -> Result<Vec<Reader>> {
    let all: Vec<Reader> = tx
        .query(
            "SELECT m.user_id, u.name, u.email, u.locale FROM memberships m JOIN users u ON u.id = m.user_id
             WHERE m.tenant_id = $1 AND (m.user_id = $2 OR m.role = 'owner')
             ORDER BY m.created_at, m.id LIMIT 50",
        )
        .bind(user)
        .fetch_all()
        .await?;
    match all.iter().find(|reader| Some(reader.user_id.uuid()) == user) {
        Some(reader) => Ok(vec![reader.clone()]),
        None => Ok(all),
    }
}

/// One of a user's organizations.
#[derive(Debug, sqlx::FromRow)]
pub(crate) struct Place {
    pub(crate) membership_id: MembershipId,
    pub(crate) role: Role,
    #[sqlx(flatten)]
    pub(crate) organization: Organization,
}

/// The organizations that a user is in, across the installation.
pub(crate) async fn places(tx: &mut Tx, user: Uuid) -> Result<Vec<Place>> {
    tx.global_query(
        "SELECT m.id AS membership_id, m.role, o.*
         FROM memberships m JOIN organizations o ON o.tenant_id = m.tenant_id
         WHERE m.user_id = $1 ORDER BY o.name, o.tenant_id LIMIT 500",
    )
    .bind(user)
    .fetch_all()
    .await
}
