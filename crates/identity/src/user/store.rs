//! SQL of users and of the tokens in their mails. Users are global, so none of it is narrowed to an organization.

use std::time::Duration;

use db::{OnUnique, Tx};
use kernel::{Entity, Error, Result, Timestamp};
use mail::{EmailAddress, Locale};
use uuid::Uuid;

use super::{User, UserId};
use crate::search::containing;
use crate::token;

/// What a link in a mail is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Purpose {
    VerifyEmail,
    ResetPassword,
}

impl Purpose {
    const fn as_str(self) -> &'static str {
        match self {
            Self::VerifyEmail => "verify_email",
            Self::ResetPassword => "reset_password",
        }
    }

    /// How long the link works.
    pub(crate) const fn hours(self) -> u32 {
        match self {
            Self::VerifyEmail => 48,
            Self::ResetPassword => 1,
        }
    }

    fn lifetime(self) -> Duration {
        Duration::from_secs(u64::from(self.hours()) * 3_600)
    }
}

struct UserToken;
impl Entity for UserToken {
    const PREFIX: &'static str = "utk";
}

pub(crate) async fn find(tx: &mut Tx, id: Uuid) -> Result<Option<User>> {
    let sql = "SELECT id, email, name, locale, color_scheme, email_verified_at, created_at FROM users WHERE id = $1";
    tx.global_query(sql).bind(id).fetch_optional().await
}

pub(crate) async fn get(tx: &mut Tx, id: Uuid) -> Result<User> {
    find(tx, id).await?.ok_or_else(|| Error::not_found("user"))
}

pub(crate) async fn find_by_email(tx: &mut Tx, email: &EmailAddress) -> Result<Option<User>> {
    let sql = "SELECT id, email, name, locale, color_scheme, email_verified_at, created_at FROM users WHERE email_key = $1";
    tx.global_query(sql).bind(email.key()).fetch_optional().await
}

pub(crate) async fn password_hash(tx: &mut Tx, id: UserId) -> Result<String> {
    tx.global_query("SELECT password_hash FROM users WHERE id = $1").bind(id).scalar().await
}

pub(crate) struct NewUser {
    pub(crate) email: EmailAddress,
    pub(crate) name: String,
    pub(crate) password_hash: String,
    pub(crate) locale: Locale,
    pub(crate) verified: bool,
}

pub(crate) async fn insert(tx: &mut Tx, new: NewUser) -> Result<User> {
    let (id, now): (UserId, Timestamp) = (tx.new_id(), tx.now());
    let verified_at = new.verified.then_some(now);
    tx.global_query(
        "INSERT INTO users (id, email, email_key, name, password_hash, locale, color_scheme, email_verified_at,
             created_at, updated_at)
         VALUES ($1, $2, $3, $4, $5, $6, 'system', $7, $8, $8)",
    )
    .bind(id)
    .bind(new.email.as_str().to_owned())
    .bind(new.email.key())
    .bind(new.name)
    .bind(new.password_hash)
    .bind(new.locale)
    .bind(verified_at)
    .bind(now)
    .execute()
    .await
    .on_unique(("users", "email_key"), || Error::conflict("email_taken", "Somebody uses this address already."))?;
    get(tx, id.uuid()).await
}

pub(crate) async fn set_verified(tx: &mut Tx, id: UserId) -> Result<()> {
    let now = tx.now();
    let sql = "UPDATE users SET email_verified_at = $2, updated_at = $2 WHERE id = $1 AND email_verified_at IS NULL";
    tx.global_query(sql).bind(id).bind(now).execute().await.map(drop)
}

/// Hands an account that nobody confirmed to whoever proved to have its address: name, password and all.
pub(crate) async fn take_over(tx: &mut Tx, mut user: User, by: NewUser) -> Result<User> {
    set_password(tx, user.id, by.password_hash).await?;
    user.name = by.name;
    set_profile(tx, &user).await?;
    set_verified(tx, user.id).await?;
    get(tx, user.id.uuid()).await
}

/// Sets the password. Links that were on their way stop working: one of them would undo the change.
pub(crate) async fn set_password(tx: &mut Tx, id: UserId, hash: String) -> Result<()> {
    let now = tx.now();
    tx.global_query("DELETE FROM user_tokens WHERE user_id = $1").bind(id).execute().await?;
    let sql = "UPDATE users SET password_hash = $2, updated_at = $3 WHERE id = $1";
    tx.global_query(sql).bind(id).bind(hash).bind(now).execute().await.map(drop)
}

pub(crate) async fn set_profile(tx: &mut Tx, user: &User) -> Result<()> {
    let now = tx.now();
    tx.global_query(
        "UPDATE users SET name = $2, locale = $3, color_scheme = $4, updated_at = $5 WHERE id = $1",
    )
    .bind(user.id)
    .bind(user.name.clone())
    .bind(user.locale)
    .bind(user.color_scheme)
    .bind(now)
    .execute()
    .await
    .map(drop)
}

/// Makes the token of a link; earlier links of the same purpose stop working.
pub(crate) async fn issue_token(tx: &mut Tx, user: UserId, purpose: Purpose) -> Result<String> {
    let token = token::random(tx.env());
    let (id, now) = (tx.new_id::<UserToken>(), tx.now());
    tx.global_query("DELETE FROM user_tokens WHERE user_id = $1 AND purpose = $2")
        .bind(user)
        .bind(purpose.as_str())
        .execute()
        .await?;
    tx.global_query(
        "INSERT INTO user_tokens (id, user_id, purpose, token_hash, created_at, expires_at)
         VALUES ($1, $2, $3, $4, $5, $6)",
    )
    .bind(id)
    .bind(user)
    .bind(purpose.as_str())
    .bind(token::hash(&token))
    .bind(now)
    .bind(now.plus(purpose.lifetime()))
    .execute()
    .await?;
    Ok(token)
}

/// Uses a token up; answers whose it was.
pub(crate) async fn redeem_token(tx: &mut Tx, purpose: Purpose, token: &str) -> Result<UserId> {
    let now = tx.now();
    let row: Option<(UserId, Timestamp)> = tx
        .global_query(
            "DELETE FROM user_tokens WHERE token_hash = $1 AND purpose = $2 RETURNING user_id, expires_at",
        )
        .bind(token::hash(token))
        .bind(purpose.as_str())
        .fetch_optional()
        .await?;
    match row {
        Some((user, expires_at)) if expires_at > now => Ok(user),
        _ => Err(Error::invalid(
            "token",
            "link_expired",
            "This link was used already or is too old. Ask for a new one.",
        )),
    }
}

/// Forgets tokens that no longer work.
pub(crate) async fn prune_tokens(tx: &mut Tx, limit: i64) -> Result<u64> {
    let now = tx.now();
    let sql =
        "DELETE FROM user_tokens WHERE id IN (SELECT id FROM user_tokens WHERE expires_at < $1 LIMIT $2)";
    tx.global_query(sql).bind(now).bind(limit).execute().await
}

/// Users across the installation, newest first, with how many organizations each is in.
pub(crate) async fn search(
    tx: &mut Tx,
    q: Option<String>,
    after: kernel::Cursor,
    limit: i64,
) -> Result<Vec<UserSummary>> {
    tx.global_query(
        "SELECT u.id, u.email, u.name, u.locale, u.color_scheme, u.email_verified_at, u.created_at,
                (SELECT count(*) FROM memberships m WHERE m.user_id = u.id) AS organizations,
                (SELECT max(s.last_seen_at) FROM sessions s WHERE s.user_id = u.id) AS last_seen_at
         FROM users u
         WHERE (u.created_at, u.id) < ($1, $2)
           AND ($3 IS NULL OR u.email_key LIKE $3 ESCAPE '\\' OR lower(u.name) LIKE $3 ESCAPE '\\'
                OR u.name LIKE $5 ESCAPE '\\')
         ORDER BY u.created_at DESC, u.id DESC LIMIT $4",
    )
    .bind(Timestamp::from_micros(after.key))
    .bind(after.id)
    .bind(q.as_deref().map(|q| containing(&q.to_lowercase())))
    .bind(limit)
    .bind(q.as_deref().map(containing))
    .fetch_all()
    .await
}

/// A user as the operator sees one.
#[derive(Debug, serde::Serialize, utoipa::ToSchema, sqlx::FromRow)]
pub struct UserSummary {
    /// The person.
    #[serde(flatten)]
    #[sqlx(flatten)]
    pub user: User,
    /// How many organizations they are in.
    pub organizations: i64,
    /// When they were last here.
    #[schema(required)]
    pub last_seen_at: Option<Timestamp>,
}
