//! The SQL of mails. All of it is the installation's: sending and the operator's view span organizations.

use std::collections::BTreeMap;

use db::Tx;
use kernel::{Cursor, Json, Result, TenantId, Timestamp};

use super::{Content, Mail, MailCounts, MailFilter, MailId, MailState};
use crate::engine::Rendered;
use crate::template::Entry;
use crate::{EmailAddress, Locale, OneTimeLink};

/// Longest part of a server's answer that is kept, characters.
const ERROR_MAX: usize = 500;

/// Name to value.
pub(crate) type Headers = BTreeMap<String, String>;

macro_rules! columns {
    () => {
        "tenant_id, id, to_address, subject, template, category, locale, state, attempts, last_error, created_at,
         sent_at"
    };
}

pub(crate) async fn insert(
    tx: &mut Tx,
    tenant: TenantId,
    to: &EmailAddress,
    locale: Locale,
    entry: &Entry,
    rendered: Rendered,
    link: Option<&OneTimeLink>,
) -> Result<MailId> {
    let (id, now): (MailId, _) = (tx.new_id(), tx.now());
    tx.global_query(
        "INSERT INTO mails (tenant_id, id, to_address, subject, template, category, locale, html, text, one_time_link,
                            headers, state, attempts, created_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, 'queued', 0, $12)",
    )
    .bind(tenant)
    .bind(id)
    .bind(to.as_str().to_owned())
    .bind(rendered.subject)
    .bind(entry.name)
    .bind(entry.category)
    .bind(locale.as_str())
    .bind(rendered.html)
    .bind(rendered.text)
    .bind(link.map(|link| link.reveal().to_owned()))
    .bind(Json(Headers::new()))
    .bind(now)
    .execute()
    .await?;
    Ok(id)
}

pub(super) async fn find(tx: &mut Tx, id: MailId) -> Result<Option<Mail>> {
    let sql = concat!("SELECT ", columns!(), " FROM mails WHERE id = $1");
    tx.global_query(sql).bind(id).fetch_optional().await
}

pub(crate) async fn content(tx: &mut Tx, mail: &Mail) -> Result<Content> {
    tx.global_query("SELECT html, text, one_time_link, headers FROM mails WHERE tenant_id = $1 AND id = $2")
        .bind(mail.organization_id)
        .bind(mail.id)
        .fetch_one()
        .await
}

pub(super) async fn list(tx: &mut Tx, filter: &MailFilter, after: Cursor, limit: i64) -> Result<Vec<Mail>> {
    let pattern = filter.q.as_deref().filter(|q| !q.is_empty()).map(containing);
    tx.global_query(concat!(
        "SELECT ",
        columns!(),
        " FROM mails
          WHERE ($1 IS NULL OR state = $1)
            AND ($2 IS NULL OR lower(to_address) LIKE lower($2) ESCAPE '\\' OR lower(subject) LIKE lower($2) ESCAPE '\\')
            AND (created_at, id) < ($3, $4)
          ORDER BY created_at DESC, id DESC LIMIT $5"
    ))
    .bind(filter.state)
    .bind(pattern)
    .bind(Timestamp::from_micros(after.key))
    .bind(after.id)
    .bind(limit)
    .fetch_all()
    .await
}

/// A LIKE pattern for texts that contain `q`, with `\` as the escape.
fn containing(q: &str) -> String {
    let escaped = q.replace('\\', r"\\").replace('%', r"\%").replace('_', r"\_");
    format!("%{escaped}%")
}

pub(super) async fn counts(tx: &mut Tx) -> Result<MailCounts> {
    tx.global_query(
        "SELECT (SELECT count(*) FROM mails WHERE state = 'queued') AS queued,
                (SELECT count(*) FROM mails WHERE state = 'failed') AS failed,
                (SELECT count(*) FROM mails WHERE state = 'outbox') AS outbox",
    )
    .fetch_one()
    .await
}

/// Puts the mail into another state, unless it was sent meanwhile: a worker that was so slow that another took its job
/// over must not undo what that one did.
pub(crate) async fn set_state(tx: &mut Tx, mail: &Mail, state: MailState, error: Option<&str>) -> Result<()> {
    let error = error.map(|error| error.chars().take(ERROR_MAX).collect::<String>());
    tx.global_query(
        "UPDATE mails SET state = $3, last_error = $4 WHERE tenant_id = $1 AND id = $2 AND state <> 'sent'",
    )
    .bind(mail.organization_id)
    .bind(mail.id)
    .bind(state)
    .bind(error)
    .execute()
    .await?;
    Ok(())
}

pub(super) async fn count_attempt(tx: &mut Tx, mail: &Mail) -> Result<()> {
    tx.global_query("UPDATE mails SET attempts = attempts + 1 WHERE tenant_id = $1 AND id = $2")
        .bind(mail.organization_id)
        .bind(mail.id)
        .execute()
        .await?;
    Ok(())
}

/// Marks the mail as sent, and forgets what only its reader may know.
pub(crate) async fn set_sent(tx: &mut Tx, mail: &Mail, headers: Headers) -> Result<()> {
    let now = tx.now();
    tx.global_query(
        "UPDATE mails SET state = 'sent', sent_at = $3, headers = $4, last_error = NULL, one_time_link = NULL
         WHERE tenant_id = $1 AND id = $2",
    )
    .bind(mail.organization_id)
    .bind(mail.id)
    .bind(now)
    .bind(Json(headers))
    .execute()
    .await?;
    Ok(())
}

/// Forgets mails from before that time, at most `limit`; answers how many.
pub(crate) async fn prune(tx: &mut Tx, before: Timestamp, limit: i64) -> Result<u64> {
    tx.global_query(
        "DELETE FROM mails WHERE (tenant_id, id) IN (
             SELECT tenant_id, id FROM mails WHERE created_at < $1 AND state <> 'queued'
             ORDER BY created_at, id LIMIT $2)",
    )
    .bind(before)
    .bind(limit)
    .execute()
    .await
}
