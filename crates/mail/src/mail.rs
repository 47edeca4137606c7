//! A mail: what it is, where it stands, and how it gets from one state to the next.
//!
//! `queued` → `sent`, or `failed` when the server refuses it for good or every attempt is used up, or `suppressed`
//! when its reader must not get any, or `outbox` when no mail server is configured. The operator can queue all but
//! sent ones again.

use db::Tx;
use jobs::enqueue_for;
use kernel::{Cursor, Entity, Error, Id, Page, PageParams, Result, TenantId, Timestamp};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::jobs::SendMail;
use crate::template::LINK_PLACEHOLDER;
use crate::{Category, suppression};

pub(crate) mod api;
pub(crate) mod store;

pub(crate) use store::Headers;

/// A mail, without its content.
#[derive(Debug, Clone, Serialize, sqlx::FromRow, ToSchema)]
pub struct Mail {
    /// Its id.
    pub id: MailId,
    /// The organization that it is from.
    #[sqlx(rename = "tenant_id")]
    pub organization_id: TenantId,
    /// The reader's address.
    #[sqlx(rename = "to_address")]
    pub to: String,
    /// The subject.
    pub subject: String,
    /// The template's name.
    pub template: String,
    /// Whether the reader may decline it.
    #[serde(skip)]
    #[schema(ignore)]
    pub category: Category,
    /// The language.
    pub locale: String,
    /// Where it stands.
    pub state: MailState,
    /// How often sending it was tried.
    pub attempts: i64,
    /// How the last attempt that failed ended, in the server's words.
    #[schema(required)]
    pub last_error: Option<String>,
    /// When it was written.
    pub created_at: Timestamp,
    /// When the server took it.
    #[schema(required)]
    pub sent_at: Option<Timestamp>,
}

impl Entity for Mail {
    const PREFIX: &'static str = "mail";
}

/// The id of a mail.
pub type MailId = Id<Mail>;

/// Where a mail stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, sqlx::Type, ToSchema)]
#[serde(rename_all = "snake_case")]
#[sqlx(type_name = "text", rename_all = "snake_case")]
pub enum MailState {
    /// Waits to be sent, for the first time or again.
    Queued,
    /// The server took it.
    Sent,
    /// No mail server is configured: the operator reads it here and passes it on.
    Outbox,
    /// The server refused it for good, or no attempt is left.
    Failed,
    /// The reader's address is on the suppression list.
    Suppressed,
}

/// What a mail says.
#[derive(Debug, Clone, sqlx::FromRow)]
pub(crate) struct Content {
    pub(crate) html: String,
    pub(crate) text: String,
    one_time_link: Option<String>,
    pub(crate) headers: kernel::Json<Headers>,
}

impl Content {
    /// The content with the link that only the reader may see.
    pub(crate) fn revealed(mut self) -> Self {
        if let Some(link) = self.one_time_link.take() {
            self.html = self.html.replace(LINK_PLACEHOLDER, &crate::text::escape(&link));
            self.text = self.text.replace(LINK_PLACEHOLDER, &link);
        }
        self
    }
}

/// What to look for in the list of mails.
#[derive(Debug, Clone, Default)]
pub struct MailFilter {
    /// Only those in this state.
    pub state: Option<MailState>,
    /// Only those whose address or subject contains this, whatever its case.
    pub q: Option<String>,
}

/// How many mails wait and how many did not arrive, for health pages.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, sqlx::FromRow)]
pub struct MailCounts {
    /// Waiting to be sent.
    pub queued: i64,
    /// Refused or given up.
    pub failed: i64,
    /// Waiting for the operator to pass them on.
    pub outbox: i64,
}

/// Mails of all organizations, the newest first.
pub async fn list(tx: &mut Tx, filter: &MailFilter, page: &PageParams) -> Result<Page<Mail>> {
    let limit = page.limit()?;
    let rows = store::list(tx, filter, page.after_descending()?, limit + 1).await?;
    Ok(Page::new(rows, limit, |mail| Cursor::at(mail.created_at, mail.id)))
}

/// How many mails there are in the states that need somebody's attention.
pub async fn counts(tx: &mut Tx) -> Result<MailCounts> {
    store::counts(tx).await
}

/// Queues a mail again that has not reached its reader. If its address is still suppressed it ends up so again.
///
/// One that is queued already is refused while its job waits, and gets a new job when somebody discarded that.
pub async fn resend(tx: &mut Tx, id: MailId) -> Result<Mail> {
    let mail = get(tx, id).await?;
    if mail.state == MailState::Sent {
        return Err(Error::conflict(
            "already_sent",
            "This mail was sent, and what it let its reader do once is not kept. Send a new one.",
        ));
    }
    store::set_state(tx, &mail, MailState::Queued, None).await?;
    let enqueued = enqueue_for(tx, mail.organization_id, SendMail { mail: id }).await?;
    if enqueued.is_none() && mail.state == MailState::Queued {
        return Err(Error::conflict("already_queued", "This mail is waiting to be sent."));
    }
    Ok(Mail { state: MailState::Queued, last_error: None, ..mail })
}

pub(crate) async fn get(tx: &mut Tx, id: MailId) -> Result<Mail> {
    store::find(tx, id).await?.ok_or_else(|| Error::not_found("mail"))
}

/// Decides what becomes of a mail whose turn it is. Answers it when it is to be sent now; the attempt is counted.
pub(crate) async fn begin_attempt(tx: &mut Tx, id: MailId, has_server: bool) -> Result<Option<Mail>> {
    let Some(mail) = store::find(tx, id).await? else { return Ok(None) };
    // A failed one is here because somebody replayed the job that gave it up.
    if !matches!(mail.state, MailState::Queued | MailState::Failed) {
        return Ok(None);
    }
    let to = mail.to.parse()?;
    if suppression::applies(tx, mail.organization_id, &to, mail.category).await? {
        store::set_state(tx, &mail, MailState::Suppressed, None).await?;
        return Ok(None);
    }
    if !has_server {
        store::set_state(tx, &mail, MailState::Outbox, None).await?;
        return Ok(None);
    }
    store::count_attempt(tx, &mail).await?;
    Ok(Some(Mail { attempts: mail.attempts + 1, ..mail }))
}
