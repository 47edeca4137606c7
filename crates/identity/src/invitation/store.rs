//! SQL of invitations.

use db::{OnUnique, Tx};
use kernel::{Cursor, Error, Result, Timestamp};
use mail::{EmailAddress, Locale};
use uuid::Uuid;

use super::{Invitation, InvitationId, LIFETIME};
use crate::permission::Role;
use crate::token;

pub(crate) async fn list(tx: &mut Tx, after: Cursor, limit: i64) -> Result<Vec<Invitation>> {
    tx.query(
        "SELECT i.*, u.name AS invited_by_name FROM invitations i LEFT JOIN users u ON u.id = i.invited_by
         WHERE i.tenant_id = $1 AND (i.created_at, i.id) < ($2, $3)
         ORDER BY i.created_at DESC, i.id DESC LIMIT $4",
    )
    .bind(Timestamp::from_micros(after.key))
    .bind(after.id)
    .bind(limit)
    .fetch_all()
    .await
}

pub(crate) async fn get(tx: &mut Tx, id: InvitationId) -> Result<Invitation> {
    let row = tx
        .query(
            "SELECT i.*, u.name AS invited_by_name FROM invitations i LEFT JOIN users u ON u.id = i.invited_by
             WHERE i.tenant_id = $1 AND i.id = $2",
        )
        .bind(id)
        .fetch_optional()
        .await?;
    row.ok_or_else(|| Error::not_found("invitation"))
}

/// The invitation behind a link that still works, across organizations: whoever opens it brings only the token.
pub(crate) async fn find_open(tx: &mut Tx, token: &str) -> Result<Invitation> {
    let now = tx.now();
    let row = tx
        .global_query(
            "SELECT i.*, u.name AS invited_by_name FROM invitations i LEFT JOIN users u ON u.id = i.invited_by
             WHERE i.token_hash = $1 AND i.state = 'pending' AND i.expires_at > $2",
        )
        .bind(token::hash(token))
        .bind(now)
        .fetch_optional()
        .await?;
    row.ok_or_else(|| {
        Error::invalid(
            "token",
            "link_expired",
            "This invitation was used, withdrawn or is too old. Ask for a new one.",
        )
    })
}

/// Makes an invitation; answers it with the token of its link, which is kept nowhere. An older one to the same address
/// that nobody can accept any more gives way.
pub(crate) async fn insert(
    tx: &mut Tx,
    email: &EmailAddress,
    role: Role,
    by: Option<Uuid>,
    locale: Locale,
) -> Result<(InvitationId, String)> {
    let token = token::random(tx.env());
    let (id, now): (InvitationId, Timestamp) = (tx.new_id(), tx.now());
    tx.query(
        "UPDATE invitations SET state = 'revoked', updated_at = $3
         WHERE tenant_id = $1 AND email_key = $2 AND state = 'pending' AND expires_at <= $3",
    )
    .bind(email.key())
    .bind(now)
    .execute()
    .await?;
    tx.query(
        "INSERT INTO invitations (tenant_id, id, email, email_key, role, state, token_hash, invited_by, locale,
             created_at, updated_at, expires_at)
         VALUES ($1, $2, $3, $4, $5, 'pending', $6, $7, $8, $9, $9, $10)",
    )
    .bind(id)
    .bind(email.as_str().to_owned())
    .bind(email.key())
    .bind(role)
    .bind(token::hash(&token))
    .bind(by)
    .bind(locale)
    .bind(now)
    .bind(now.plus(LIFETIME))
    .execute()
    .await
    .on_unique(("invitations", "email_key"), || {
        Error::conflict("already_invited", "This address has an open invitation. Send that one again, or withdraw it.")
    })?;
    Ok((id, token))
}

/// A new link for an open invitation; the old one stops working.
pub(crate) async fn renew(tx: &mut Tx, id: InvitationId) -> Result<String> {
    let token = token::random(tx.env());
    let now = tx.now();
    let renewed = tx
        .query(
            "UPDATE invitations SET token_hash = $3, expires_at = $4, updated_at = $5
             WHERE tenant_id = $1 AND id = $2 AND state = 'pending'",
        )
        .bind(id)
        .bind(token::hash(&token))
        .bind(now.plus(LIFETIME))
        .bind(now)
        .execute()
        .await?;
    if renewed == 1 { Ok(token) } else { Err(closed()) }
}

/// Moves an open invitation on; of two at once only one succeeds.
pub(crate) async fn close(tx: &mut Tx, invitation: &Invitation, state: &'static str) -> Result<()> {
    let now = tx.now();
    let closed_rows = tx
        .global_query(
            "UPDATE invitations SET state = $3, updated_at = $4
             WHERE tenant_id = $1 AND id = $2 AND state = 'pending'",
        )
        .bind(invitation.tenant_id)
        .bind(invitation.id)
        .bind(state)
        .bind(now)
        .execute()
        .await?;
    if closed_rows == 1 { Ok(()) } else { Err(closed()) }
}

fn closed() -> Error {
    Error::conflict("invitation_closed", "This invitation was accepted or withdrawn already.")
}
