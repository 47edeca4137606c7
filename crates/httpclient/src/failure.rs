//! Why an attempt failed, and whether another one could do better.

use std::error::Error as StdError;

use kernel::{Error, ErrorKind};

use crate::resolver::Blocked;

/// A failed attempt.
#[derive(Debug)]
pub(crate) enum Failure {
    /// Trying again would end the same way.
    Final(Error),
    /// The other side, or the way to it, may recover.
    Transient(Error),
}

impl Failure {
    /// What reqwest's error means. The URL is removed from it: a query string may hold a token.
    pub(crate) fn from_reqwest(error: reqwest::Error) -> Self {
        let error = error.without_url();
        if is_blocked(&error) {
            return Self::Final(blocked().with_source(error));
        }
        if error.is_timeout() {
            return Self::Transient(timed_out().with_source(error));
        }
        if error.is_builder() {
            return Self::Final(Error::internal(error));
        }
        let detail = "The other server could not be reached, or broke off the connection.";
        Self::Transient(Error::unavailable("upstream_unavailable", detail).with_source(error))
    }
}

impl From<Failure> for Error {
    fn from(failure: Failure) -> Self {
        match failure {
            Failure::Final(error) | Failure::Transient(error) => error,
        }
    }
}

impl From<Blocked> for Failure {
    fn from(cause: Blocked) -> Self {
        Self::Final(blocked().with_source(cause))
    }
}

/// The other server did not answer in time.
pub(crate) fn timed_out() -> Error {
    Error::unavailable("upstream_timeout", "The other server did not answer in time.")
}

/// The detail does not say which address the name has: that would tell a stranger about the internal network.
fn blocked() -> Error {
    let detail =
        "This address is not on the public Internet. The operator can allow it in the configuration.";
    Error::new(ErrorKind::Invalid, "blocked_address", detail)
}

fn is_blocked(error: &reqwest::Error) -> bool {
    let mut cause: Option<&(dyn StdError + 'static)> = error.source();
    while let Some(source) = cause {
        if source.is::<Blocked>() {
            return true;
        }
        cause = source.source();
    }
    false
}
