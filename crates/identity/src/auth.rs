//! Signing up, in and out, confirming an address, resetting a password.
//!
//! Nobody learns here whether an address has an account: sign-up, resending and forgetting answer alike, and a sign-in
//! with a wrong address takes as long as one with a wrong password.

pub(crate) mod api;

use db::Tx;
use kernel::{Actor, ActorKind, Result, TenantId};
use serde_json::json;

use crate::audit::{Record, record_for};
use crate::user::User;
use crate::{operator, session};

/// Opens a session for a person whose identity is proven; answers the cookie's value.
pub(crate) async fn open_session(tx: &mut Tx, user: &User, how: &'static str) -> Result<String> {
    tx.act_as(Actor { kind: ActorKind::User, id: Some(user.id.uuid()), name: user.name.clone() });
    let token = session::store::open(tx, user.id).await?;
    let entry = Record::new("user.signed_in").target("user", user.id).after(json!({"by": how}));
    record_for(tx, TenantId::OPERATOR, entry).await?;
    Ok(token)
}

/// What happens once an address is confirmed: those whom the configuration names become operators.
pub(crate) async fn confirmed(tx: &mut Tx, user: &User, operators: &operator::OperatorEmails) -> Result<()> {
    if operators.contains(&user.email) {
        operator::grant(tx, user).await?;
    }
    Ok(())
}
