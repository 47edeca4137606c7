//! Writing a mail, inside the transaction that makes it necessary: both happen or neither.

use db::Tx;
use kernel::{Error, Result, TenantId};
use minijinja::Value;
use minijinja::value::Serde;

use crate::brand::Brand;
use crate::jobs::SendMail;
use crate::mail::store;
use crate::{EmailAddress, Locale, MailId, OneTimeLink, Template, catalog, engine};

/// Writes a mail from the transaction's organization to `to` and queues it for sending.
pub async fn send<T: Template>(
    tx: &mut Tx,
    to: &EmailAddress,
    locale: Locale,
    template: &T,
) -> Result<MailId> {
    let tenant = tx.tenant()?;
    send_for(tx, tenant, to, locale, template).await
}

/// Writes a mail from `tenant`, from a transaction of the installation (or of that organization). What belongs to no
/// organization, such as a sign-up, is from [`TenantId::OPERATOR`].
pub async fn send_for<T: Template>(
    tx: &mut Tx,
    tenant: TenantId,
    to: &EmailAddress,
    locale: Locale,
    template: &T,
) -> Result<MailId> {
    let data = Value::from(Serde(template));
    write(tx, tenant, to, locale, T::NAME, data, template.one_time_link()).await
}

async fn write(
    tx: &mut Tx,
    tenant: TenantId,
    to: &EmailAddress,
    locale: Locale,
    template: &str,
    data: Value,
    link: Option<&OneTimeLink>,
) -> Result<MailId> {
    let entry = catalog::find(template)
        .ok_or_else(|| Error::internal(format!("the template {template} is not in the catalog")))?;
    let brand = Brand::of(tx, tenant).await?;
    let rendered = engine::render(entry, locale, &brand, data)?;
    let id = store::insert(tx, tenant, to, locale, entry, rendered, link).await?;
    jobs::enqueue_for(tx, tenant, SendMail { mail: id }).await?;
    Ok(id)
}
