//! SQL of organizations.

use db::{OnUnique, Topic, Tx};
use kernel::{Cursor, Error, Result, TenantId, Timestamp};
use serde::Serialize;
use utoipa::ToSchema;

use super::{Organization, OrganizationKind};
use crate::search::containing;
use crate::token;

pub(crate) async fn get(tx: &mut Tx) -> Result<Organization> {
    let row = tx.query("SELECT * FROM organizations WHERE tenant_id = $1").fetch_optional().await?;
    row.ok_or_else(|| Error::not_found("organization"))
}

/// The organization of another scope, for the installation.
pub(crate) async fn find(tx: &mut Tx, tenant: TenantId) -> Result<Option<Organization>> {
    tx.global_query("SELECT * FROM organizations WHERE tenant_id = $1").bind(tenant).fetch_optional().await
}

/// Makes an organization. When its slug is taken, it gets another with a short random end.
pub(crate) async fn insert(tx: &mut Tx, mut new: Organization) -> Result<Organization> {
    let taken: bool = tx
        .global_query("SELECT EXISTS (SELECT 1 FROM organizations WHERE slug = $1)")
        .bind(new.slug.clone())
        .scalar()
        .await?;
    if taken {
        new.slug = format!("{}-{}", new.slug, token::random_base62(tx.env(), 5).to_lowercase());
    }
    tx.global_query(
        "INSERT INTO organizations (tenant_id, kind, name, slug, country, currency, locale, time_zone, brand_color,
             event_retention_days, version, created_at, updated_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 1, $11, $11) RETURNING *",
    )
    .bind(new.id)
    .bind(new.kind)
    .bind(new.name)
    .bind(new.slug)
    .bind(new.country)
    .bind(new.currency)
    .bind(new.locale)
    .bind(new.time_zone)
    .bind(new.brand_color)
    .bind(new.event_retention_days)
    .bind(new.created_at)
    .fetch_one()
    .await
    .on_unique(("organizations", "slug"), || {
        Error::conflict("slug_taken", "Somebody chose this name a moment ago. Try again.")
    })
}

/// Saves an edited organization; the version counts on. Nothing changes when somebody else was faster.
pub(crate) async fn update(tx: &mut Tx, edited: Organization) -> Result<Organization> {
    let now = tx.now();
    tx.wake(Topic::identity());
    let saved = tx
        .query(
            "UPDATE organizations SET name = $2, country = $3, currency = $4, locale = $5, time_zone = $6,
                 brand_color = $7, event_retention_days = $8, version = version + 1, updated_at = $9
             WHERE tenant_id = $1 AND version = $10 RETURNING *",
        )
        .bind(edited.name)
        .bind(edited.country)
        .bind(edited.currency)
        .bind(edited.locale)
        .bind(edited.time_zone)
        .bind(edited.brand_color)
        .bind(edited.event_retention_days)
        .bind(now)
        .bind(edited.version)
        .fetch_optional()
        .await?;
    saved.ok_or_else(Error::changed_meanwhile)
}

/// Holds back other changes of membership in this organization until the transaction ends, so that two owners cannot
/// each step down believing that the other stays.
pub(crate) async fn lock_members(tx: &mut Tx) -> Result<()> {
    let now = tx.now();
    let sql = "UPDATE organizations SET updated_at = $2 WHERE tenant_id = $1";
    tx.query(sql).bind(now).execute().await.map(drop)
}

/// An organization as the operator sees one.
#[derive(Debug, Serialize, ToSchema, sqlx::FromRow)]
pub struct OrganizationSummary {
    /// The organization.
    #[serde(flatten)]
    #[sqlx(flatten)]
    pub organization: Organization,
    /// How many members it has.
    pub members: i64,
}

pub(crate) async fn search(
    tx: &mut Tx,
    q: Option<String>,
    kind: Option<OrganizationKind>,
    after: Cursor,
    limit: i64,
) -> Result<Vec<OrganizationSummary>> {
    tx.global_query(
        "SELECT o.*, (SELECT count(*) FROM memberships m WHERE m.tenant_id = o.tenant_id) AS members
         FROM organizations o
         WHERE (o.created_at, o.tenant_id) < ($1, $2)
           AND ($3 IS NULL OR lower(o.name) LIKE $3 ESCAPE '\\' OR o.slug LIKE $3 ESCAPE '\\'
                OR o.name LIKE $6 ESCAPE '\\')
           AND ($4 IS NULL OR o.kind = $4)
         ORDER BY o.created_at DESC, o.tenant_id DESC LIMIT $5",
    )
    .bind(Timestamp::from_micros(after.key))
    .bind(after.id)
    .bind(q.as_deref().map(|q| containing(&q.to_lowercase())))
    .bind(kind)
    .bind(limit)
    .bind(q.as_deref().map(containing))
    .fetch_all()
    .await
}
