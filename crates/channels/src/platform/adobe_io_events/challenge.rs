//! Adobe's question whether an address wants its events.

use crate::challenge::query_value;
use crate::{ChallengeAnswer, Credentials, Rejection};

/// The question is its own answer. As plain text it does no harm, whatever it holds.
pub(super) fn answer(query: &str, _: &str, _: &Credentials) -> Option<Result<ChallengeAnswer, Rejection>> {
    let body = query_value(query, "challenge")?;
    Some(Ok(ChallengeAnswer { content_type: "text/plain; charset=utf-8", body }))
}
