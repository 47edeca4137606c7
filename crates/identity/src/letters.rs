//! The mails that this domain sends. Each is queued in the transaction that gives the reason for it.

use db::Tx;
use kernel::{Result, TenantId};
use mail::{EmailAddress, Locale, OneTimeLink};

use crate::invitation;
use crate::user::User;
use crate::user::store::{Purpose, issue_token};

pub(crate) async fn verify_email(tx: &mut Tx, site: &str, user: &User) -> Result<()> {
    let token = issue_token(tx, user.id, Purpose::VerifyEmail).await?;
    let url = one_time(site, "verify-email", &token);
    to_user(tx, user, mail::VerifyEmail { url, valid_hours: Purpose::VerifyEmail.hours() }).await
}

pub(crate) async fn reset_password(tx: &mut Tx, site: &str, user: &User) -> Result<()> {
    let token = issue_token(tx, user.id, Purpose::ResetPassword).await?;
    let url = one_time(site, "reset-password", &token);
    let valid_hours = Purpose::ResetPassword.hours();
    to_user(tx, user, mail::ResetPassword { name: user.name.clone(), url, valid_hours }).await
}

pub(crate) async fn account_exists(tx: &mut Tx, site: &str, user: &User) -> Result<()> {
    let (url, reset_url) = (page(site, "sign-in"), page(site, "forgot-password"));
    to_user(tx, user, mail::AccountExists { name: user.name.clone(), url, reset_url }).await
}

pub(crate) async fn password_changed(tx: &mut Tx, site: &str, user: &User) -> Result<()> {
    let (at, url) = (tx.now(), page(site, "forgot-password"));
    to_user(tx, user, mail::PasswordChanged { name: user.name.clone(), at, url }).await
}

pub(crate) struct Invited<'a> {
    pub(crate) email: &'a EmailAddress,
    pub(crate) locale: Locale,
    pub(crate) organization: String,
    pub(crate) role: &'static str,
    pub(crate) token: String,
}

pub(crate) async fn invitation(tx: &mut Tx, site: &str, invited: Invited<'_>) -> Result<()> {
    let tenant = tx.tenant()?;
    let letter = mail::Invitation {
        organization: invited.organization,
        invited_by: Some(tx.scope().actor.name.clone()),
        role: invited.role.to_owned(),
        url: one_time(site, "accept-invitation", &invited.token),
        valid_days: invitation::LIFETIME_DAYS,
    };
    mail::send_for(tx, tenant, invited.email, invited.locale, &letter).await.map(drop)
}

/// What concerns a person and no organization comes from the operator.
async fn to_user<T: mail::Template>(tx: &mut Tx, user: &User, letter: T) -> Result<()> {
    let to: EmailAddress = user.email.parse()?;
    mail::send_for(tx, TenantId::OPERATOR, &to, user.locale, &letter).await.map(drop)
}

/// The address of a page of the console. `site` is where people reach this installation.
pub(crate) fn page(site: &str, name: &str) -> String {
    format!("{}/app/{name}", site.trim_end_matches('/'))
}

fn one_time(site: &str, name: &str, token: &str) -> OneTimeLink {
    OneTimeLink::new(format!("{}?token={token}", page(site, name)))
}
