//! The signed-in person over HTTP: who am I, my profile, my password.

use kernel::{ActorKind, TenantId};
use mail::{EmailAddress, Locale};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use utoipa::ToSchema;
use uuid::Uuid;
use web::{Json, Known, NoContent, Result, Routes, SignedIn};

use super::{ColorScheme, User, UserId, store};
use crate::audit::{Record, record_for};
use crate::membership::MembershipId;
use crate::organization::Organization;
use crate::password::{self, Passwords};
use crate::permission::Role;
use crate::{api_key, membership, organization, session};

/// Who is asking, and what they may do where.
#[derive(Debug, Serialize, ToSchema)]
pub struct Me {
    /// The person or API key.
    pub actor: MeActor,
    /// The person; null for an API key.
    #[schema(required)]
    pub user: Option<User>,
    /// The organization that the request is for.
    #[schema(required)]
    pub organization: Option<Organization>,
    /// The person's role there.
    #[schema(required)]
    pub role: Option<Role>,
    /// What the actor may do there.
    pub permissions: Vec<String>,
    /// Every organization that the person is in.
    pub memberships: Vec<MyMembership>,
}

/// The actor of a request.
#[derive(Debug, Serialize, ToSchema)]
pub struct MeActor {
    /// A person or an API key.
    pub kind: ActorKind,
    /// The public id.
    pub id: String,
    /// The name.
    pub name: String,
}

/// One of a person's organizations.
#[derive(Debug, Serialize, ToSchema)]
pub struct MyMembership {
    /// The id of the membership.
    pub id: MembershipId,
    /// The organization.
    pub organization: Organization,
    /// The person's role there.
    pub role: Role,
}

/// What to change of one's profile. What is left out stays.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ProfileChange {
    /// What to call you.
    name: Option<String>,
    /// The language of the console and of mails.
    locale: Option<Locale>,
    /// Light, dark, or as the device says.
    color_scheme: Option<ColorScheme>,
}

/// A change of password.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PasswordChange {
    /// The password until now.
    current_password: String,
    /// The password from now on.
    new_password: String,
}

pub(crate) fn routes() -> Routes {
    web::routes![me, change_profile, change_password]
}

/// Get who you are
///
/// Works with a session and with an API key, with and without an organization.
#[utoipa::path(get, path = "/api/v1/me", tag = "Account")]
async fn me(known: Known) -> Result<Json<Me>> {
    let principal = known.principal();
    let membership = principal.membership.as_ref();
    if let Some(user_id) = principal.user_id {
        let tenant = membership.map(|membership| membership.tenant);
        return Ok(Json(known.read(async |tx| describe(tx, user_id, tenant).await).await?));
    }
    let tenant = membership.map_or(TenantId::OPERATOR, |membership| membership.tenant);
    let organization = organization::cached(known.app(), tenant).await?;
    Ok(Json(Me {
        actor: MeActor {
            kind: principal.actor.kind,
            id: api_key::public_id(principal.actor.id.unwrap_or_default()),
            name: principal.actor.name.clone(),
        },
        user: None,
        organization,
        role: None,
        permissions: membership.map_or_else(Vec::new, |m| names(&m.permissions)),
        memberships: Vec::new(),
    }))
}

fn names(permissions: &web::Permissions) -> Vec<String> {
    permissions.iter().map(|permission| permission.name().to_owned()).collect()
}

/// What a person may know of themselves; also the answer to signing in.
pub(crate) async fn describe(tx: &mut db::Tx, user_id: Uuid, tenant: Option<TenantId>) -> kernel::Result<Me> {
    let user = store::get(tx, user_id).await?;
    let places = membership::store::places(tx, user_id).await?;
    let memberships: Vec<MyMembership> = places
        .into_iter()
        .map(|place| MyMembership {
            id: place.membership_id,
            organization: place.organization,
            role: place.role,
        })
        .collect();
    let here = memberships.iter().find(|membership| Some(membership.organization.id) == tenant);
    Ok(Me {
        actor: MeActor { kind: ActorKind::User, id: user.id.to_string(), name: user.name.clone() },
        organization: here.map(|membership| membership.organization.clone()),
        role: here.map(|membership| membership.role),
        permissions: here.map_or_else(Vec::new, |membership| names(&membership.role.permissions())),
        user: Some(user),
        memberships,
    })
}

/// Change your profile
#[utoipa::path(patch, path = "/api/v1/me", tag = "Account")]
async fn change_profile(me: SignedIn, Json(change): Json<ProfileChange>) -> Result<Json<User>> {
    let user = me
        .write(async |tx| {
            let mut user = store::get(tx, me.user_id()).await?;
            let before = profile(&user);
            if let Some(name) = change.name {
                user.name = kernel::text::name("name", &name)?;
            }
            user.locale = change.locale.unwrap_or(user.locale);
            user.color_scheme = change.color_scheme.unwrap_or(user.color_scheme);
            let after = profile(&user);
            if after != before {
                store::set_profile(tx, &user).await?;
                tx.wake(db::Topic::identity());
                let entry = Record::new("user.changed").target("user", user.id).before(before).after(after);
                record_for(tx, TenantId::OPERATOR, entry).await?;
            }
            Ok(user)
        })
        .await?;
    Ok(Json(user))
}

fn profile(user: &User) -> Value {
    json!({"name": user.name, "locale": user.locale, "color_scheme": user.color_scheme})
}

/// Change your password
///
/// Every other session of yours ends.
#[utoipa::path(post, path = "/api/v1/me/password", tag = "Account")]
async fn change_password(me: SignedIn, Json(change): Json<PasswordChange>) -> Result<NoContent> {
    let passwords = me.service::<Passwords>()?.clone();
    let id = UserId::from_uuid(me.user_id());
    crate::throttle::password_guess(&me, id)?;
    let (user, hash) = me
        .read(async |tx| Ok((store::get(tx, id.uuid()).await?, store::password_hash(tx, id).await?)))
        .await?;
    if !passwords.verify(change.current_password, Some(hash)).await? {
        let error = kernel::Error::invalid(
            "current_password",
            "wrong_password",
            "This is not your present password.",
        );
        return Err(error.into());
    }
    password::check("new_password", &change.new_password, &[&user.email, &user.name])?;
    let hash = passwords.hash(me.app().env(), change.new_password).await?;
    me.write(async |tx| {
        store::set_password(tx, id, hash).await?;
        session::store::close_all(tx, id, me.session_id()).await?;
        password_changed(tx, me.site(), &user).await
    })
    .await?;
    Ok(NoContent)
}

/// Records the change and tells the person, in case it was not them.
pub(crate) async fn password_changed(tx: &mut db::Tx, site: &str, user: &User) -> kernel::Result<()> {
    let entry =
        Record::new("user.password_changed").target("user", user.id).after(json!({"name": user.name}));
    record_for(tx, TenantId::OPERATOR, entry).await?;
    crate::letters::password_changed(tx, site, user).await
}

/// Makes a user whose address counts as confirmed, or finds the one who has it: for the command line and the demo.
pub async fn create_verified(
    app_passwords: &Passwords,
    db: &db::Db,
    name: &str,
    email: &str,
    password: String,
) -> kernel::Result<User> {
    let email = email.parse::<EmailAddress>()?;
    let name = kernel::text::name("name", name)?;
    password::check("password", &password, &[email.as_str(), &name])?;
    let password_hash = app_passwords.hash(db.env(), password).await?;
    db.write(&kernel::Scope::installation("command line"), async |tx| {
        if let Some(user) = store::find_by_email(tx, &email).await? {
            store::set_verified(tx, user.id).await?;
            return Ok(user);
        }
        let new = store::NewUser { email, name, password_hash, locale: Locale::En, verified: true };
        let user = store::insert(tx, new).await?;
        let entry = Record::new("user.signed_up").target("user", user.id).after(json!({"name": user.name}));
        record_for(tx, TenantId::OPERATOR, entry).await?;
        Ok(user)
    })
    .await
}
