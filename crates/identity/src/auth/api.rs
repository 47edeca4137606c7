//! Signing up, in and out over HTTP.

use axum::http::header::SET_COOKIE;
use axum::response::{AppendHeaders, IntoResponse, Response};
use kernel::{Error, ErrorKind, TenantId};
use mail::{EmailAddress, Locale};
use serde::Deserialize;
use serde_json::json;
use utoipa::ToSchema;
use web::openapi::{Answers, Description};
use web::{Accepted, Json, Result, Routes, SignedIn, Visitor};

use super::{confirmed, open_session};
use crate::audit::{Record, record_for};
use crate::operator::OperatorEmails;
use crate::password::{self, PasswordStrength, Passwords};
use crate::user::UserId;
use crate::user::api::{Me, describe, password_changed};
use crate::user::store::{self as users, NewUser, Purpose};
use crate::{letters, session, throttle};

/// What signing up needs.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SignUp {
    /// What to call you.
    #[schema(min_length = 1, max_length = 100)]
    name: String,
    /// Where the confirmation goes.
    #[schema(example = "ada@example.com")]
    email: String,
    /// At least 8 characters, and hard to guess.
    password: String,
    /// The language of the console and of mails.
    #[serde(default)]
    locale: Locale,
}

/// What signing in needs.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SignIn {
    /// The address you signed up with.
    email: String,
    /// Your password.
    password: String,
}

/// An address.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Address {
    /// The address you signed up with.
    email: String,
}

/// The token of a link.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct LinkToken {
    /// The `token` of the link in the mail.
    token: String,
}

/// A new password by a link.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PasswordReset {
    /// The `token` of the link in the mail.
    token: String,
    /// The password from now on.
    password: String,
}

/// A password to rate.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PasswordToRate {
    /// The password.
    password: String,
    /// Words that an attacker would try first: your name, your address.
    #[serde(default)]
    hints: Vec<String>,
}

/// An answer that also sets or ends the session cookie.
#[derive(Debug)]
pub struct WithCookie<T> {
    pub(crate) cookie: String,
    pub(crate) answer: T,
}

impl<T: IntoResponse> IntoResponse for WithCookie<T> {
    fn into_response(self) -> Response {
        (AppendHeaders([(SET_COOKIE, self.cookie)]), self.answer).into_response()
    }
}

impl<T: Answers> Answers for WithCookie<T> {
    fn describe(description: &mut Description<'_>) {
        T::describe(description);
    }
}

pub(crate) fn routes() -> Routes {
    web::routes![
        sign_up,
        verify_email,
        resend_verification,
        sign_in,
        sign_out,
        sign_out_everywhere,
        forgot_password,
        reset_password,
        password_strength,
    ]
}

/// The cookie of a new session.
pub(crate) fn signed_in(visitor: &Visitor, token: &str, me: Me) -> WithCookie<Json<Me>> {
    let cookie = visitor.app().config().session_cookie(Some((token, session::IDLE_LIFETIME)));
    WithCookie { cookie, answer: Json(me) }
}

/// Sign up
///
/// A mail with a link confirms the address. The answer is the same when the address has an account already; its owner
/// gets a mail that says so.
#[utoipa::path(post, path = "/api/v1/auth/sign-up", tag = "Sign-in")]
async fn sign_up(visitor: Visitor, Json(new): Json<SignUp>) -> Result<Accepted> {
    let (name, email) = (kernel::text::name("name", &new.name)?, new.email.parse::<EmailAddress>()?);
    password::check("password", &new.password, &[email.as_str(), &name])?;
    let may_mail = throttle::mail(&visitor, &email)?;
    // Hashed in any case, so that both answers take as long.
    let password_hash = visitor.service::<Passwords>()?.hash(visitor.app().env(), new.password).await?;
    visitor
        .write(async |tx| match users::find_by_email(tx, &email).await? {
            Some(user) if may_mail => letters::account_exists(tx, visitor.site(), &user).await,
            Some(_) => Ok(()),
            None => {
                let new = NewUser { email, name, password_hash, locale: new.locale, verified: false };
                let user = users::insert(tx, new).await?;
                let entry =
                    Record::new("user.signed_up").target("user", user.id).after(json!({"name": user.name}));
                record_for(tx, TenantId::OPERATOR, entry).await?;
                letters::verify_email(tx, visitor.site(), &user).await
            }
        })
        .await
        // Two sign-ups at once with one address: the other one has sent the mail.
        .or_else(|error| if error.code() == "email_taken" { Ok(()) } else { Err(error) })?;
    Ok(Accepted)
}

/// Confirm an address
///
/// Uses the link in the mail up and signs in.
#[utoipa::path(post, path = "/api/v1/auth/verify-email", tag = "Sign-in")]
async fn verify_email(visitor: Visitor, Json(link): Json<LinkToken>) -> Result<WithCookie<Json<Me>>> {
    let operators = visitor.service::<OperatorEmails>()?.clone();
    let (token, me) = visitor
        .write(async |tx| {
            let id = users::redeem_token(tx, Purpose::VerifyEmail, &link.token).await?;
            users::set_verified(tx, id).await?;
            let user = users::get(tx, id.uuid()).await?;
            let token = open_session(tx, &user, "verified address").await?;
            confirmed(tx, &user, &operators).await?;
            Ok((token, describe(tx, id.uuid(), None).await?))
        })
        .await?;
    Ok(signed_in(&visitor, &token, me))
}

/// Send the confirmation mail again
#[utoipa::path(post, path = "/api/v1/auth/resend-verification", tag = "Sign-in")]
async fn resend_verification(visitor: Visitor, Json(address): Json<Address>) -> Result<Accepted> {
    let email = address.email.parse::<EmailAddress>()?;
    if throttle::mail(&visitor, &email)? {
        visitor
            .write(async |tx| match users::find_by_email(tx, &email).await? {
                Some(user) if user.email_verified_at.is_none() => {
                    let entry = Record::new("user.verification_requested").target("user", user.id);
                    record_for(tx, TenantId::OPERATOR, entry).await?;
                    letters::verify_email(tx, visitor.site(), &user).await
                }
                _ => Ok(()),
            })
            .await?;
    }
    Ok(Accepted)
}

/// Sign in
///
/// Sets the session cookie. Answers 401 `invalid_credentials`, 403 `email_unverified`, or 429 after many attempts.
#[utoipa::path(post, path = "/api/v1/auth/sign-in", tag = "Sign-in")]
async fn sign_in(visitor: Visitor, Json(credentials): Json<SignIn>) -> Result<WithCookie<Json<Me>>> {
    let email = credentials.email.parse::<EmailAddress>()?;
    let ip = visitor.info().ip;
    let (found, known) = visitor
        .read(async |tx| {
            let Some(user) = users::find_by_email(tx, &email).await? else { return Ok((None, false)) };
            let known = match ip {
                Some(ip) => session::store::knows_address(tx, user.id, ip).await?,
                None => false,
            };
            let hash = users::password_hash(tx, user.id).await?;
            Ok((Some((user, hash)), known))
        })
        .await?;
    throttle::sign_in(&visitor, &email, known)?;
    let (user, hash) = found.unzip();
    let matches = visitor.service::<Passwords>()?.verify(credentials.password, hash).await?;
    let Some(user) = user.filter(|_| matches) else {
        return Err(
            Error::unauthenticated("invalid_credentials", "The address or the password is wrong.").into()
        );
    };
    if user.email_verified_at.is_none() {
        let detail = "Confirm your address first: open the link in the mail that we sent you.";
        return Err(Error::new(ErrorKind::Forbidden, "email_unverified", detail).into());
    }
    let (token, me) = visitor
        .write(async |tx| {
            Ok((open_session(tx, &user, "password").await?, describe(tx, user.id.uuid(), None).await?))
        })
        .await?;
    Ok(signed_in(&visitor, &token, me))
}

/// Sign out
#[utoipa::path(post, path = "/api/v1/auth/sign-out", tag = "Sign-in")]
async fn sign_out(visitor: Visitor) -> Result<WithCookie<web::NoContent>> {
    if let Some(principal) = visitor.principal()
        && let (Some(user), Some(session)) = (principal.user_id, principal.session_id)
    {
        let (user, session) = (UserId::from_uuid(user), kernel::Id::from_uuid(session));
        visitor
            .write(async |tx| {
                session::store::close(tx, user, session).await?;
                let entry = Record::new("user.signed_out").target("user", user);
                record_for(tx, TenantId::OPERATOR, entry).await
            })
            .await?;
    }
    Ok(WithCookie { cookie: visitor.app().config().session_cookie(None), answer: web::NoContent })
}

/// Sign out everywhere
///
/// Ends every session of yours, this one too.
#[utoipa::path(post, path = "/api/v1/auth/sign-out-everywhere", tag = "Sign-in")]
async fn sign_out_everywhere(me: SignedIn) -> Result<WithCookie<web::NoContent>> {
    let user = UserId::from_uuid(me.user_id());
    me.write(async |tx| {
        let ended = session::store::close_all(tx, user, None).await?;
        let entry =
            Record::new("user.signed_out_everywhere").target("user", user).after(json!({"sessions": ended}));
        record_for(tx, TenantId::OPERATOR, entry).await
    })
    .await?;
    Ok(WithCookie { cookie: me.app().config().session_cookie(None), answer: web::NoContent })
}

/// Ask for a new password
///
/// A mail with a link goes to the address, if it has an account. The answer does not tell.
#[utoipa::path(post, path = "/api/v1/auth/forgot-password", tag = "Sign-in")]
async fn forgot_password(visitor: Visitor, Json(address): Json<Address>) -> Result<Accepted> {
    let email = address.email.parse::<EmailAddress>()?;
    if throttle::mail(&visitor, &email)? {
        visitor
            .write(async |tx| match users::find_by_email(tx, &email).await? {
                Some(user) => {
                    let entry = Record::new("user.password_reset_requested").target("user", user.id);
                    record_for(tx, TenantId::OPERATOR, entry).await?;
                    letters::reset_password(tx, visitor.site(), &user).await
                }
                None => Ok(()),
            })
            .await?;
    }
    Ok(Accepted)
}

/// Set a new password by a link
///
/// Uses the link up, ends every session, and confirms the address: whoever has the mail has it.
#[utoipa::path(post, path = "/api/v1/auth/reset-password", tag = "Sign-in")]
async fn reset_password(visitor: Visitor, Json(reset): Json<PasswordReset>) -> Result<web::NoContent> {
    password::check("password", &reset.password, &[])?;
    let operators = visitor.service::<OperatorEmails>()?.clone();
    let hash = visitor.service::<Passwords>()?.hash(visitor.app().env(), reset.password).await?;
    visitor
        .write(async |tx| {
            let id = users::redeem_token(tx, Purpose::ResetPassword, &reset.token).await?;
            users::set_password(tx, id, hash).await?;
            users::set_verified(tx, id).await?;
            session::store::close_all(tx, id, None).await?;
            session::store::note_address(tx, id).await?;
            let user = users::get(tx, id.uuid()).await?;
            confirmed(tx, &user, &operators).await?;
            password_changed(tx, visitor.site(), &user).await
        })
        .await?;
    Ok(web::NoContent)
}

/// Rate a password
///
/// Without any network: zxcvbn's estimate of how hard it is to guess.
#[utoipa::path(post, path = "/api/v1/auth/password-strength", tag = "Sign-in")]
async fn password_strength(
    _visitor: Visitor,
    Json(rate): Json<PasswordToRate>,
) -> Result<Json<PasswordStrength>> {
    let hints: Vec<&str> = rate.hints.iter().take(10).map(String::as_str).collect();
    Ok(Json(password::strength(&rate.password, &hints)))
}
