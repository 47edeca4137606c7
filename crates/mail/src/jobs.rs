//! Sending and forgetting, in the background.

use jobs::schedules::ScheduleDecl;
use jobs::{Failure, Job, JobCtx, Queue, Registry};
use kernel::{Scope, TenantId};
use serde::{Deserialize, Serialize};

use crate::mail::{self, Mail, MailState, store};
use crate::refusal::{Consequence, Refusal};
use crate::suppression::{self, Reason};
use crate::{MailId, Mailer};

/// Rows per transaction, so that nobody waits long for SQLite's one writer.
const BATCH: i64 = 500;

/// The jobs of this crate.
pub(crate) fn registry() -> Registry {
    Registry::new().register::<SendMail>().register::<PruneMails>()
}

/// When they recur.
pub(crate) fn schedules() -> Vec<ScheduleDecl> {
    vec![ScheduleDecl::new("mail.prune", "50 3 * * *", &PruneMails {})]
}

/// Forgets mails that are older than the configuration says, whatever became of them: they hold addresses and names.
/// What still waits to be sent stays.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct PruneMails {}

impl Job for PruneMails {
    const NAME: &'static str = "mail.prune";
    const QUEUE: Queue = Queue::Low;

    async fn run(self, ctx: JobCtx) -> Result<(), Failure> {
        let before = ctx.env().now().minus(ctx.state::<Mailer>()?.retention());
        let scope = Scope::installation("job mail.prune");
        while ctx.db().write(&scope, async |tx| store::prune(tx, before, BATCH).await).await? > 0 {}
        Ok(())
    }
}

/// Sends one mail. The network is talked to between transactions, never inside one.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct SendMail {
    pub(crate) mail: MailId,
}

impl Job for SendMail {
    const NAME: &'static str = "mail.send";
    const QUEUE: Queue = Queue::Mail;
    /// With the usual pauses, about sixteen hours: long enough for a mail server to be repaired or a greylist to pass.
    const ATTEMPTS: i64 = 40;

    fn dedup_key(&self) -> Option<String> {
        Some(self.mail.to_string())
    }

    async fn run(self, ctx: JobCtx) -> Result<(), Failure> {
        let mailer = ctx.state::<Mailer>()?;
        // Suppressions are the installation's, so that no organization can read them.
        let scope = Scope::installation("job mail.send");
        let begun = async |tx: &mut db::Tx| {
            let Some(mail) = mail::begin_attempt(tx, self.mail, mailer.is_configured()).await? else {
                return Ok(None);
            };
            let content = store::content(tx, &mail).await?;
            Ok(Some((mail, content.revealed())))
        };
        let Some((mail, content)) = ctx.db().write(&scope, begun).await? else { return Ok(()) };
        match mailer.deliver(&mail, &content, ctx.env().now()).await {
            Ok(headers) => {
                ctx.db().write(&scope, async |tx| store::set_sent(tx, &mail, headers).await).await?;
                tracing::info!(mail = %mail.id, attempts = mail.attempts, "a mail was sent");
                Ok(())
            }
            Err(refusal) => refused(&ctx, &scope, &mail, &refusal).await,
        }
    }
}

/// Records what the server said. Only what may pass leaves the job to be tried again.
async fn refused(ctx: &JobCtx, scope: &Scope, mail: &Mail, refusal: &Refusal) -> Result<(), Failure> {
    let retry = refusal.consequence == Consequence::Retry;
    let state = if retry && !ctx.is_last_attempt() { MailState::Queued } else { MailState::Failed };
    ctx.db()
        .write(scope, async |tx| {
            store::set_state(tx, mail, state, Some(&refusal.text)).await?;
            if refusal.consequence == Consequence::Suppress {
                suppression::add(tx, TenantId::OPERATOR, &mail.to.parse()?, Reason::Bounce).await?;
            }
            Ok(())
        })
        .await?;
    if retry {
        return Err(Failure::retry(format!("{}: {}", mail.id, refusal.summary)));
    }
    tracing::warn!(mail = %mail.id, reason = refusal.summary, "a mail was refused for good");
    Ok(())
}
