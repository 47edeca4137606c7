//! Questions that a platform asks an inbox before it sends anything.

/// What an inbox answers, with status 200.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChallengeAnswer {
    /// The answer's content type.
    pub content_type: &'static str,
    /// The answer's body.
    pub body: String,
}

/// A value of a query, decoded.
pub(crate) fn query_value(query: &str, name: &str) -> Option<String> {
    form_urlencoded::parse(query.as_bytes()).find(|(own, _)| own == name).map(|(_, value)| value.into_owned())
}
