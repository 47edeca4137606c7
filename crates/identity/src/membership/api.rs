//! Members over HTTP.

use kernel::{Cursor, Page, PageParams, Timestamp};
use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa::ToSchema;
use web::{Ctx, Json, NoContent, Path, Query, Result, Routes};

use super::{Membership, MembershipId, check_grant, last_owner, store};
use crate::audit::{Record, record};
use crate::organization::store::lock_members;
use crate::permission::{MEMBERS_MANAGE, MEMBERS_READ, Role};
use crate::user::UserId;

/// A person's place in the organization.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Member)]
pub struct MemberView {
    /// The id.
    id: MembershipId,
    /// The person.
    user: MemberUser,
    /// What they may do.
    role: Role,
    /// When they joined.
    created_at: Timestamp,
}

/// Who a member is.
#[derive(Debug, Serialize, ToSchema)]
pub struct MemberUser {
    /// The id.
    id: UserId,
    /// What to call them.
    name: String,
    /// Where mail goes.
    email: String,
}

impl From<Membership> for MemberView {
    fn from(row: Membership) -> Self {
        let user = MemberUser { id: row.user_id, name: row.name, email: row.email };
        Self { id: row.id, user, role: row.role, created_at: row.created_at }
    }
}

/// What to change of a member.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct MemberChange {
    /// The new role.
    role: Role,
}

pub(crate) fn routes() -> Routes {
    web::routes![list, change_role, remove]
}

/// List members
#[utoipa::path(get, path = "/api/v1/members", tag = "Members")]
async fn list(ctx: Ctx, Query(page): Query<PageParams>) -> Result<Json<Page<MemberView>>> {
    ctx.require(MEMBERS_READ)?;
    let limit = page.limit()?;
    let after = page.after_ascending()?;
    let rows = ctx.read(async |tx| store::list(tx, after, limit + 1).await).await?;
    let page = Page::new(rows, limit, |row: &Membership| Cursor::at(row.created_at, row.id));
    Ok(Json(page.map(MemberView::from)))
}

/// Change a member's role
///
/// Nobody can give a role above their own, or change somebody whose role is above it. The last owner stays one.
#[utoipa::path(patch, path = "/api/v1/members/{member_id}", tag = "Members")]
async fn change_role(
    ctx: Ctx,
    Path(id): Path<MembershipId>,
    Json(change): Json<MemberChange>,
) -> Result<Json<MemberView>> {
    ctx.require(MEMBERS_MANAGE)?;
    let own = ctx.membership();
    let member = ctx
        .write(async |tx| {
            lock_members(tx).await?;
            let before = store::get(tx, id).await?;
            check_grant(own, before.role)?;
            check_grant(own, change.role)?;
            if before.role == Role::Owner && change.role != Role::Owner && store::owners(tx).await? == 1 {
                return Err(last_owner());
            }
            store::set_role(tx, id, change.role).await?;
            let entry = Record::new("member.role_changed").target("membership", id);
            let name = &before.name;
            record(
                tx,
                entry.before(json!({"role": before.role})).after(json!({"name": name, "role": change.role})),
            )
            .await?;
            store::get(tx, id).await
        })
        .await?;
    Ok(Json(member.into()))
}

/// Remove a member
///
/// Also how one leaves an organization oneself, whatever one's role. The last owner cannot go.
#[utoipa::path(delete, path = "/api/v1/members/{member_id}", tag = "Members")]
async fn remove(ctx: Ctx, Path(id): Path<MembershipId>) -> Result<NoContent> {
    let own = ctx.membership();
    let myself = ctx.principal().and_then(|principal| principal.user_id);
    ctx.write(async |tx| {
        lock_members(tx).await?;
        let member = store::get(tx, id).await?;
        if myself != Some(member.user_id.uuid()) {
            ctx.require(MEMBERS_MANAGE)?;
            check_grant(own, member.role)?;
        }
        if member.role == Role::Owner && store::owners(tx).await? == 1 {
            return Err(last_owner());
        }
        store::delete(tx, id).await?;
        let entry = Record::new("member.removed").target("membership", id);
        record(tx, entry.before(json!({"name": member.name, "role": member.role}))).await
    })
    .await?;
    Ok(NoContent)
}
