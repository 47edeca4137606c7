//! Invitations over HTTP.

use kernel::{Cursor, Error, Page, PageParams, Timestamp};
use mail::{EmailAddress, Locale};
use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa::ToSchema;
use web::{Created, Ctx, Json, NoContent, Path, Query, Result, Routes, Visitor};

use super::{Invitation, InvitationId, store};
use crate::audit::{Record, record, record_for};
use crate::auth::api::{WithCookie, signed_in};
use crate::auth::open_session;
use crate::letters::{self, Invited};
use crate::membership::{self, check_grant};
use crate::organization::{Organization, store as organizations};
use crate::password::{self, Passwords};
use crate::permission::{MEMBERS_MANAGE, MEMBERS_READ, Role};
use crate::throttle;
use crate::user::api::{Me, describe};
use crate::user::store::{self as users, NewUser};
use crate::user::{User, UserId};

/// Somebody was asked to join.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Invitation)]
pub struct InvitationView {
    /// The id.
    id: InvitationId,
    /// Whom the mail went to.
    email: String,
    /// The role that they will have.
    role: Role,
    /// Who asked them; null for an API key.
    #[schema(required)]
    invited_by: Option<Inviter>,
    /// `pending`, `accepted`, `expired` or `revoked`.
    state: String,
    /// When they were asked.
    created_at: Timestamp,
    /// When the link stops working.
    expires_at: Timestamp,
}

/// Who asked.
#[derive(Debug, Serialize, ToSchema)]
pub struct Inviter {
    /// The person.
    id: UserId,
    /// What to call them; null when they are no member any more.
    #[schema(required)]
    name: Option<String>,
}

impl InvitationView {
    fn new(row: Invitation, now: Timestamp) -> Self {
        let expired = row.state == "pending" && row.expires_at <= now;
        let name = row.invited_by_name;
        Self {
            id: row.id,
            email: row.email,
            role: row.role,
            invited_by: row.invited_by.map(|id| Inviter { id: UserId::from_uuid(id), name }),
            state: if expired { "expired".to_owned() } else { row.state },
            created_at: row.created_at,
            expires_at: row.expires_at,
        }
    }
}

/// Whom to invite.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewInvitation {
    /// Where the link goes.
    #[schema(example = "grace@example.com")]
    email: String,
    /// The role that they will have.
    role: Role,
}

/// The token of the link.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct InvitationToken {
    /// The `token` of the link in the mail.
    token: String,
}

/// What the reader of a link may know before accepting.
#[derive(Debug, Serialize, ToSchema)]
pub struct InvitationPreview {
    /// Which organization asks.
    organization_name: String,
    /// Whom it asks.
    email: String,
    /// The role that they will have.
    role: Role,
    /// Who asked.
    #[schema(required)]
    invited_by: Option<String>,
    /// Whether accepting makes a new account, and so needs a name and a password.
    needs_account: bool,
}

/// How to accept.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Acceptance {
    /// The `token` of the link in the mail.
    token: String,
    /// What to call you; needed for a new account.
    name: Option<String>,
    /// A password; needed for a new account.
    password: Option<String>,
}

pub(crate) fn routes() -> Routes {
    web::routes![list, create, resend, revoke, look_up, accept]
}

/// List invitations
///
/// Newest first, also those that were accepted or withdrawn.
#[utoipa::path(get, path = "/api/v1/invitations", tag = "Members")]
async fn list(ctx: Ctx, Query(page): Query<PageParams>) -> Result<Json<Page<InvitationView>>> {
    ctx.require(MEMBERS_READ)?;
    let (limit, after, now) = (page.limit()?, page.after_descending()?, ctx.now());
    let rows = ctx.read(async |tx| store::list(tx, after, limit + 1).await).await?;
    let page = Page::new(rows, limit, |row: &Invitation| Cursor::at(row.created_at, row.id));
    Ok(Json(page.map(|row| InvitationView::new(row, now))))
}

/// Invite somebody
#[utoipa::path(post, path = "/api/v1/invitations", tag = "Members")]
async fn create(ctx: Ctx, Json(new): Json<NewInvitation>) -> Result<Created<InvitationView>> {
    ctx.require(MEMBERS_MANAGE)?;
    let email = new.email.parse::<EmailAddress>()?;
    check_grant(ctx.membership(), new.role)?;
    let (by, now) = (ctx.principal().and_then(|principal| principal.user_id), ctx.now());
    let invitation = ctx
        .write(async |tx| {
            if membership::store::has_email(tx, email.key()).await? {
                return Err(Error::conflict("already_member", "This person is a member already."));
            }
            let organization = organizations::get(tx).await?;
            let (id, token) = store::insert(tx, &email, new.role, by, organization.locale).await?;
            send(tx, ctx.site(), &email, new.role, organization, token).await?;
            record(tx, told("invitation.created", id, &email, new.role)).await?;
            store::get(tx, id).await
        })
        .await?;
    Ok(Created(InvitationView::new(invitation, now)))
}

/// The audit log, which few may read, names the address in full; the event, which more people and programs get, does not.
pub(crate) fn told(action: &'static str, id: InvitationId, email: &EmailAddress, role: Role) -> Record {
    Record::new(action)
        .target("invitation", id)
        .after(json!({"email": email.as_str(), "role": role}))
        .tell(json!({"email": email.masked(), "role": role}))
}

async fn send(
    tx: &mut db::Tx,
    site: &str,
    email: &EmailAddress,
    role: Role,
    organization: Organization,
    token: String,
) -> kernel::Result<()> {
    let (locale, organization) = (organization.locale, organization.name);
    let role = role.as_str();
    letters::invitation(tx, site, Invited { email, locale, organization, role, token }).await
}

/// Send an invitation again
///
/// With a new link; the old one stops working. At most five times a day.
#[utoipa::path(post, path = "/api/v1/invitations/{invitation_id}/resend", tag = "Members")]
async fn resend(ctx: Ctx, Path(id): Path<InvitationId>) -> Result<NoContent> {
    ctx.require(MEMBERS_MANAGE)?;
    ctx.write(async |tx| {
        let invitation = store::get(tx, id).await?;
        throttle::resend(&ctx, id)?;
        let token = store::renew(tx, id).await?;
        let organization = organizations::get(tx).await?;
        let email = invitation.email.parse::<EmailAddress>()?;
        send(tx, ctx.site(), &email, invitation.role, organization, token).await?;
        record(tx, told("invitation.resent", id, &email, invitation.role)).await
    })
    .await?;
    Ok(NoContent)
}

/// Withdraw an invitation
#[utoipa::path(delete, path = "/api/v1/invitations/{invitation_id}", tag = "Members")]
async fn revoke(ctx: Ctx, Path(id): Path<InvitationId>) -> Result<NoContent> {
    ctx.require(MEMBERS_MANAGE)?;
    ctx.write(async |tx| {
        let invitation = store::get(tx, id).await?;
        store::close(tx, &invitation, "revoked").await?;
        let email = invitation.email.parse::<EmailAddress>()?;
        record(tx, told("invitation.revoked", id, &email, invitation.role)).await
    })
    .await?;
    Ok(NoContent)
}

/// Look an invitation up by its link
#[utoipa::path(post, path = "/api/v1/invitations/look-up", tag = "Members")]
async fn look_up(visitor: Visitor, Json(link): Json<InvitationToken>) -> Result<Json<InvitationPreview>> {
    let preview = visitor
        .read(async |tx| {
            let invitation = store::find_open(tx, &link.token).await?;
            let organization = organizations::find(tx, invitation.tenant_id).await?;
            let user = users::find_by_email(tx, &invitation.email.parse::<EmailAddress>()?).await?;
            Ok(InvitationPreview {
                organization_name: organization.map(|organization| organization.name).unwrap_or_default(),
                email: invitation.email,
                role: invitation.role,
                invited_by: invitation.invited_by_name,
                needs_account: user.is_none_or(|user| user.email_verified_at.is_none()),
            })
        })
        .await?;
    Ok(Json(preview))
}

/// Accept an invitation
///
/// The link proves that the mail arrived, so it also signs in, and confirms the address. Whoever has no account yet
/// sends a name and a password along. So does whoever has one that was never confirmed: somebody else may have chosen
/// its password.
#[utoipa::path(post, path = "/api/v1/invitations/accept", tag = "Members")]
async fn accept(visitor: Visitor, Json(acceptance): Json<Acceptance>) -> Result<WithCookie<Json<Me>>> {
    let invitation = visitor.read(async |tx| store::find_open(tx, &acceptance.token).await).await?;
    let email = invitation.email.parse::<EmailAddress>()?;
    let account = visitor.read(async |tx| users::find_by_email(tx, &email).await).await?;
    let newcomer = match account {
        Some(user) if user.email_verified_at.is_some() => None,
        _ => Some(newcomer(&visitor, &email, &acceptance).await?),
    };
    let (token, me) = visitor
        .write(async |tx| {
            let invitation = store::find_open(tx, &acceptance.token).await?;
            let user = match users::find_by_email(tx, &email).await? {
                Some(user) if user.email_verified_at.is_some() => user,
                Some(user) => users::take_over(tx, user, newcomer.ok_or_else(changed)?).await?,
                None => users::insert(tx, newcomer.ok_or_else(changed)?).await?,
            };
            let token = open_session(tx, &user, "invitation").await?;
            join(tx, &invitation, &user).await?;
            Ok((token, describe(tx, user.id.uuid(), Some(invitation.tenant_id)).await?))
        })
        .await?;
    Ok(signed_in(&visitor, &token, me))
}

fn changed() -> Error {
    Error::conflict("account_changed", "The account changed in the meantime. Open the link again.")
}

async fn newcomer(
    visitor: &Visitor,
    email: &EmailAddress,
    acceptance: &Acceptance,
) -> kernel::Result<NewUser> {
    let missing =
        |field: &'static str| Error::invalid(field, "required", "This field is required for a new account.");
    let name = kernel::text::name("name", acceptance.name.as_deref().ok_or_else(|| missing("name"))?)?;
    let password = acceptance.password.clone().ok_or_else(|| missing("password"))?;
    password::check("password", &password, &[email.as_str(), &name])?;
    let password_hash = visitor.service::<Passwords>()?.hash(visitor.app().env(), password).await?;
    Ok(NewUser { email: email.clone(), name, password_hash, locale: Locale::default(), verified: true })
}

async fn join(tx: &mut db::Tx, invitation: &Invitation, user: &User) -> kernel::Result<()> {
    store::close(tx, invitation, "accepted").await?;
    let tenant = invitation.tenant_id;
    let id = membership::store::insert(tx, tenant, user.id, invitation.role).await?;
    let entry = Record::new("member.joined").target("membership", id);
    record_for(tx, tenant, entry.after(json!({"name": user.name, "role": invitation.role}))).await
}
