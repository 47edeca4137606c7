//! How a job says that it did not succeed, and whether trying again makes sense.

use std::error::Error as StdError;
use std::fmt;
use std::time::Duration;

use kernel::{Error, ErrorKind};

/// A failed attempt and what the job wants done about it.
#[derive(Debug)]
pub struct Failure {
    error: Box<dyn StdError + Send + Sync>,
    decision: Decision,
}

/// What follows a failed attempt.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Decision {
    /// Try again after the usual pause, as long as attempts are left.
    Retry,
    /// Try again after this pause, as long as attempts are left.
    RetryAfter(Duration),
    /// Do not try again: a dead letter at once.
    Fail,
}

impl Failure {
    /// It may work later: a service is down, a lock is taken.
    pub fn retry(error: impl Into<Box<dyn StdError + Send + Sync>>) -> Self {
        Self { error: error.into(), decision: Decision::Retry }
    }

    /// It may work after `pause`, because the other side said so.
    pub fn retry_after(error: impl Into<Box<dyn StdError + Send + Sync>>, pause: Duration) -> Self {
        Self { error: error.into(), decision: Decision::RetryAfter(pause) }
    }

    /// It will never work as it stands.
    pub fn fail(error: impl Into<Box<dyn StdError + Send + Sync>>) -> Self {
        Self { error: error.into(), decision: Decision::Fail }
    }

    /// What follows.
    pub fn decision(&self) -> Decision {
        self.decision
    }
}

/// What `?` makes of an error: faults that may pass are retried, also our own, since a fix may be deployed meanwhile;
/// what the input or the state forbids fails.
impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        let decision = match (error.kind(), error.retry_after_s()) {
            (ErrorKind::TooMany | ErrorKind::Unavailable, Some(seconds)) => {
                Decision::RetryAfter(Duration::from_secs(seconds))
            }
            (
                ErrorKind::TooMany
                | ErrorKind::Unavailable
                | ErrorKind::Internal
                | ErrorKind::PreconditionFailed,
                _,
            ) => Decision::Retry,
            _ => Decision::Fail,
        };
        Self { error: Box::new(error), decision }
    }
}

/// The error with its causes, as it is kept with the job.
impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.error, f)?;
        if self.error.is::<Error>() {
            // It has named its causes itself.
            return Ok(());
        }
        let mut cause = self.error.source();
        while let Some(source) = cause {
            write!(f, ": {source}")?;
            cause = source.source();
        }
        Ok(())
    }
}
