//! SQL of sessions. They belong to users, not to organizations.

use std::net::IpAddr;

use db::{Topic, Tx};
use kernel::{Result, Timestamp};
use uuid::Uuid;

use super::{ADDRESS_MEMORY, IDLE_LIFETIME, Session, SessionId};
use crate::token;
use crate::user::UserId;

/// Opens a session; answers the cookie's value, which is kept nowhere.
pub(crate) async fn open(tx: &mut Tx, user: UserId) -> Result<String> {
    let token = token::random(tx.env());
    let (id, now): (SessionId, Timestamp) = (tx.new_id(), tx.now());
    let origin = tx.scope().origin.clone();
    tx.global_query(
        "INSERT INTO sessions (id, user_id, token_hash, ip, user_agent, created_at, last_seen_at, expires_at)
         VALUES ($1, $2, $3, $4, $5, $6, $6, $7)",
    )
    .bind(id)
    .bind(user)
    .bind(token::hash(&token))
    .bind(origin.ip.map(|ip| ip.to_string()))
    .bind(origin.user_agent)
    .bind(now)
    .bind(now.plus(IDLE_LIFETIME))
    .execute()
    .await?;
    Ok(token)
}

/// The living session behind a cookie, and whose it is.
pub(crate) async fn find(tx: &mut Tx, token_hash: Vec<u8>) -> Result<Option<(SessionId, UserId, String)>> {
    let now = tx.now();
    tx.global_query(
        "SELECT s.id, s.user_id, u.name FROM sessions s JOIN users u ON u.id = s.user_id
         WHERE s.token_hash = $1 AND s.expires_at > $2",
    )
    .bind(token_hash)
    .bind(now)
    .fetch_optional()
    .await
}

pub(crate) async fn list(tx: &mut Tx, user: UserId) -> Result<Vec<Session>> {
    let now = tx.now();
    tx.global_query(
        "SELECT id, created_at, last_seen_at, expires_at, ip, user_agent FROM sessions
         WHERE user_id = $1 AND expires_at > $2 ORDER BY last_seen_at DESC, id DESC LIMIT 200",
    )
    .bind(user)
    .bind(now)
    .fetch_all()
    .await
}

/// Ends one session of the user; answers whether there was one. An ended session stays as a row that expired when it
/// began: [`knows_address`] asks for it.
pub(crate) async fn close(tx: &mut Tx, user: UserId, id: SessionId) -> Result<bool> {
    tx.wake(Topic::identity());
    let now = tx.now();
    let sql =
        "UPDATE sessions SET expires_at = created_at WHERE user_id = $1 AND id = $2 AND expires_at > $3";
    Ok(tx.global_query(sql).bind(user).bind(id).bind(now).execute().await? == 1)
}

/// Ends all sessions of the user, except the given one.
pub(crate) async fn close_all(tx: &mut Tx, user: UserId, except: Option<Uuid>) -> Result<u64> {
    tx.wake(Topic::identity());
    let now = tx.now();
    let sql =
        "UPDATE sessions SET expires_at = created_at WHERE user_id = $1 AND id <> $2 AND expires_at > $3";
    tx.global_query(sql).bind(user).bind(except.unwrap_or_default()).bind(now).execute().await
}

/// Notes that the person is at the request's address, as proven by a link, without signing them in.
pub(crate) async fn note_address(tx: &mut Tx, user: UserId) -> Result<()> {
    open(tx, user).await?;
    let now = tx.now();
    let sql = "UPDATE sessions SET expires_at = created_at WHERE user_id = $1 AND created_at = $2";
    tx.global_query(sql).bind(user).bind(now).execute().await.map(drop)
}

/// Whether this person was at this address within [`ADDRESS_MEMORY`]: such an address is spared when others guess the
/// password, also after signing out.
pub(crate) async fn knows_address(tx: &mut Tx, user: UserId, ip: IpAddr) -> Result<bool> {
    let sql = "SELECT EXISTS (SELECT 1 FROM sessions WHERE user_id = $1 AND ip = $2)";
    tx.global_query(sql).bind(user).bind(ip.to_string()).scalar().await
}

/// Notes when sessions were used; each lives on from there, unless it has ended meanwhile.
pub(crate) async fn touch(tx: &mut Tx, id: SessionId, at: Timestamp) -> Result<()> {
    let sql = "UPDATE sessions SET last_seen_at = $2, expires_at = $3 WHERE id = $1 AND last_seen_at < $2 AND expires_at > $2";
    tx.global_query(sql).bind(id).bind(at).bind(at.plus(IDLE_LIFETIME)).execute().await.map(drop)
}

/// Forgets sessions that ended long ago.
pub(crate) async fn prune(tx: &mut Tx, limit: i64) -> Result<u64> {
    let now = tx.now();
    let sql = "DELETE FROM sessions
               WHERE id IN (SELECT id FROM sessions WHERE expires_at < $1 AND last_seen_at < $2 LIMIT $3)";
    tx.global_query(sql).bind(now).bind(now.minus(ADDRESS_MEMORY)).bind(limit).execute().await
}
