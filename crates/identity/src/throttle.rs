//! Guessing passwords is slow for the guesser, and never locks the owner of the account out.
//!
//! Attempts are counted per account and address, and per address. Per account they are counted too, but only from
//! addresses where this person has not been lately: whoever attacks an account from everywhere stops new addresses, not
//! the person at home. A link to reset the password works in any case, and makes the address where it is used known.

use std::net::IpAddr;
use std::time::Duration;

use kernel::Result;
use mail::EmailAddress;
use web::{Limit, Visitor};

use crate::invitation::InvitationId;
use crate::user::UserId;

const QUARTER: Duration = Duration::from_secs(15 * 60);
const HOUR: Duration = Duration::from_secs(60 * 60);
const DAY: Duration = Duration::from_secs(24 * 60 * 60);
/// Tries of one address on one account.
const ACCOUNT_AND_ADDRESS: Limit = Limit { name: "sign_in_account", quota: 10, window: QUARTER };
/// Tries of one address on any account.
const ADDRESS: Limit = Limit { name: "sign_in_address", quota: 60, window: QUARTER };
/// Tries on one account from addresses that are strange to it.
const STRANGERS: Limit = Limit { name: "sign_in_strangers", quota: 60, window: HOUR };
/// Mails that strangers can make us send to one address.
const MAILS: Limit = Limit { name: "account_mails", quota: 5, window: HOUR };
/// Sign-ups and forgotten passwords from one address.
const REQUESTS: Limit = Limit { name: "account_requests", quota: 30, window: HOUR };

/// Mails with the link of one invitation, beside the first.
const RESENDS: Limit = Limit { name: "invitation_resends", quota: 5, window: DAY };

fn address(visitor: &Visitor) -> String {
    match visitor.info().ip {
        // One household has a /64.
        Some(IpAddr::V6(ip)) => format!("{:x?}", ip.segments().first_chunk::<4>()),
        Some(ip) => ip.to_string(),
        None => "unknown".to_owned(),
    }
}

/// Before an invitation is sent again: nobody wants more mails of one kind in a day.
pub(crate) fn resend(visitor: &Visitor, invitation: InvitationId) -> Result<()> {
    let verdict = visitor.app().limiter().hit(RESENDS, invitation.to_string(), visitor.now());
    verdict.admitted().map_err(|error| {
        let detail = "This invitation was sent five times today. Ask them to look among their unwanted mail.";
        error.said_as("too_many_resends", detail)
    })
}

/// Before a password is checked. `known` says whether the person signed in from this address before.
pub(crate) fn sign_in(visitor: &Visitor, email: &EmailAddress, known: bool) -> Result<()> {
    let (limiter, now, address) = (visitor.app().limiter(), visitor.now(), address(visitor));
    limiter.hit(ADDRESS, address.clone(), now).admitted()?;
    limiter.hit(ACCOUNT_AND_ADDRESS, format!("{}|{address}", email.key()), now).admitted()?;
    if !known {
        limiter.hit(STRANGERS, email.key(), now).admitted()?;
    }
    Ok(())
}

/// Before a signed-in person's present password is checked.
pub(crate) fn password_guess(visitor: &Visitor, user: UserId) -> Result<()> {
    let name = format!("{user}|{}", address(visitor));
    visitor.app().limiter().hit(ACCOUNT_AND_ADDRESS, name, visitor.now()).admitted()
}

/// Before a mail goes to an address that somebody typed. Answers whether to send one more: a caller that says no must
/// look the same as one that says yes.
pub(crate) fn mail(visitor: &Visitor, email: &EmailAddress) -> Result<bool> {
    let (limiter, now) = (visitor.app().limiter(), visitor.now());
    limiter.hit(REQUESTS, address(visitor), now).admitted()?;
    Ok(limiter.hit(MAILS, email.key(), now).admitted().is_ok())
}
