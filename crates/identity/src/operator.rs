//! Those who run the installation: members of the operator's organization. They see all organizations and users.

use std::sync::Arc;

use db::Tx;
use kernel::{Cursor, Error, Page, PageParams, Result, TenantId};
use serde::Deserialize;
use serde_json::json;
use utoipa::IntoParams;
use web::{Json, OperatorCtx, Query, Routes};

use crate::audit::{Record, record_for};
use crate::membership;
use crate::organization::OrganizationKind;
use crate::organization::store::{self as organizations, OrganizationSummary};
use crate::permission::{OPERATOR_READ, Role};
use crate::user::User;
use crate::user::store::{self as users, UserSummary};

/// Addresses that the configuration names as operators. Who confirms one of them becomes an owner of the operator's
/// organization: that is how the first operator of a new installation gets in.
#[derive(Debug, Clone, Default)]
pub struct OperatorEmails(Arc<Vec<String>>);

impl OperatorEmails {
    /// Takes addresses as they stand in the configuration.
    pub fn new(emails: &[String]) -> Self {
        Self(Arc::new(emails.iter().map(|email| email.trim().to_lowercase()).collect()))
    }

    pub(crate) fn contains(&self, email: &str) -> bool {
        self.0.contains(&email.to_lowercase())
    }
}

/// Makes somebody an owner of the operator's organization, unless they are a member already.
pub async fn grant(tx: &mut Tx, user: &User) -> Result<()> {
    if membership::store::role_of(tx, TenantId::OPERATOR, user.id.uuid()).await?.is_some() {
        return Ok(());
    }
    let id = membership::store::insert(tx, TenantId::OPERATOR, user.id, Role::Owner).await?;
    let entry = Record::new("member.joined").target("membership", id);
    record_for(tx, TenantId::OPERATOR, entry.after(json!({"name": user.name, "role": Role::Owner}))).await
}

/// Makes the user with this address an operator: for the command line.
pub async fn appoint(tx: &mut Tx, email: &str) -> Result<()> {
    let user = users::find_by_email(tx, &email.parse()?).await?;
    let missing = || Error::invalid("email", "unknown_user", "Nobody has signed up with this address yet.");
    grant(tx, &user.ok_or_else(missing)?).await
}

/// A search across the installation.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Search {
    /// Part of the name or address.
    q: Option<String>,
}

/// A search for organizations.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct OrganizationSearch {
    /// Part of the name.
    q: Option<String>,
    /// Only of this kind.
    #[param(inline)]
    kind: Option<OrganizationKind>,
}

pub(crate) fn routes() -> Routes {
    web::routes![list_organizations, list_users]
}

/// List all organizations
#[utoipa::path(get, path = "/api/v1/operator/organizations", tag = "Operator")]
async fn list_organizations(
    ctx: OperatorCtx,
    Query(search): Query<OrganizationSearch>,
    Query(page): Query<PageParams>,
) -> web::Result<Json<Page<OrganizationSummary>>> {
    ctx.require(OPERATOR_READ)?;
    let (limit, after) = (page.limit()?, page.after_descending()?);
    let rows =
        ctx.read(async |tx| organizations::search(tx, search.q, search.kind, after, limit + 1).await).await?;
    Ok(Json(Page::new(rows, limit, |row: &OrganizationSummary| {
        Cursor::at(row.organization.created_at, row.organization.id)
    })))
}

/// List all users
#[utoipa::path(get, path = "/api/v1/operator/users", tag = "Operator")]
async fn list_users(
    ctx: OperatorCtx,
    Query(search): Query<Search>,
    Query(page): Query<PageParams>,
) -> web::Result<Json<Page<UserSummary>>> {
    ctx.require(OPERATOR_READ)?;
    let (limit, after) = (page.limit()?, page.after_descending()?);
    let rows = ctx.read(async |tx| users::search(tx, search.q, after, limit + 1).await).await?;
    Ok(Json(Page::new(rows, limit, |row: &UserSummary| Cursor::at(row.user.created_at, row.user.id))))
}
