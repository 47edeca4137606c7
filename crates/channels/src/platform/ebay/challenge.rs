//! eBay's question whether an address is ours.

use ring::digest::{Context, SHA256};

use crate::challenge::query_value;
use crate::{ChallengeAnswer, Credentials, Rejection};

/// The hash of the question, our verification token, and the address exactly as it was registered.
pub(super) fn answer(
    query: &str,
    endpoint: &str,
    credentials: &Credentials,
) -> Option<Result<ChallengeAnswer, Rejection>> {
    let code = query_value(query, "challenge_code")?;
    Some(credentials.secrets().map(|secrets| {
        let mut context = Context::new(&SHA256);
        context.update(code.as_bytes());
        context.update(secrets.first().copied().unwrap_or_default());
        context.update(endpoint.as_bytes());
        let body = format!("{{\"challengeResponse\":\"{}\"}}", hex::encode(context.finish()));
        ChallengeAnswer { content_type: "application/json", body }
    }))
}
