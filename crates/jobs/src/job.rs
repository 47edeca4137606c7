//! What a job is: a payload with a name, and what to do with it.

use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::{Failure, JobCtx};

/// A piece of background work. The value is the payload; it is stored as JSON when it is enqueued, and read again by
/// whichever process runs it.
///
/// A job runs **at least once**: a worker that dies, or whose lease lapses, leaves it to another. Make it idempotent,
/// or, when its effect is in this database only, let it delete itself in the transaction of that effect with
/// [`JobCtx::complete`]; then its effect happens exactly once.
///
/// ```ignore
/// #[derive(Serialize, Deserialize)]
/// pub struct SendMail {
///     mail: Id<Mail>,
/// }
///
/// impl Job for SendMail {
///     const NAME: &'static str = "mail.send";
///     const QUEUE: Queue = Queue::Mail;
///
///     async fn run(self, ctx: JobCtx) -> Result<(), Failure> {
///         let mail = ctx.read(async |tx| store::get(tx, self.mail).await).await?;
///         ctx.state::<Smtp>()?.send(&mail).await.map_err(Failure::retry)
///     }
/// }
/// ```
pub trait Job: Serialize + DeserializeOwned + Send + 'static {
    /// `domain.verb`. Stored with every waiting job, so it never changes once released.
    const NAME: &'static str;
    /// Which queue it waits in.
    const QUEUE: Queue = Queue::Default;
    /// Within one queue and organization, lower numbers go first; 0 is the most urgent.
    const PRIORITY: i64 = 100;
    /// How often it is tried before it is a dead letter.
    const ATTEMPTS: i64 = 10;

    /// While a job with the same name and key waits in the same organization, an equal one is not enqueued.
    fn dedup_key(&self) -> Option<String> {
        None
    }

    /// Does the work. An error of the database and the like retries; what retrying cannot mend fails; say which with
    /// [`Failure`] where `?` would decide wrongly.
    fn run(self, ctx: JobCtx) -> impl Future<Output = Result<(), Failure>> + Send;
}

/// The queues. Each has slots of its own in every worker, so that a burst in one does not hold up the others.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Queue {
    /// What has no reason to be elsewhere.
    #[default]
    Default,
    /// What talks to a mail server, which may be slow for everybody at once.
    Mail,
    /// What can wait: housekeeping, long imports and exports.
    Low,
}

impl Queue {
    /// Every queue.
    pub const ALL: [Self; 3] = [Self::Default, Self::Mail, Self::Low];

    /// The name that is stored.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Default => "default",
            Self::Mail => "mail",
            Self::Low => "low",
        }
    }
}
