//! One-click unsubscribing (RFC 8058): mail programs post to a signed link when the reader presses their button.

use db::Tx;
use hmac::{Hmac, KeyInit, Mac};
use kernel::{Error, Result};
use sha2::Sha256;

use crate::mail::Mail;
use crate::{MailId, suppression};

pub(crate) mod api;

/// The path that the signed link leads to.
pub(crate) const PATH: &str = "/api/v1/mail/unsubscribe";

/// Signs and checks unsubscribe links. What it signs says what for, so that a signature is good for nothing else.
#[derive(Clone)]
pub(crate) struct Signer(Hmac<Sha256>);

impl Signer {
    pub(crate) fn new(key: [u8; 32]) -> Self {
        // HMAC fills a short key up with zeros to a block of the hash itself.
        let mut block = [0; 64];
        for (to, from) in block.iter_mut().zip(key) {
            *to = from;
        }
        Self(Hmac::new(&block.into()))
    }

    /// The token of the mail's link: the mail's id and the signature of it.
    pub(crate) fn token(&self, mail: MailId) -> String {
        format!("{mail}.{}", hex::encode(self.mac(mail).finalize().into_bytes()))
    }

    /// The mail that a token was made for. The signature is compared in constant time.
    pub(crate) fn check(&self, token: &str) -> Result<MailId> {
        let parse = || {
            let (mail, signature) = token.split_once('.')?;
            let mail: MailId = mail.parse().ok()?;
            self.mac(mail).verify_slice(&hex::decode(signature).ok()?).ok()?;
            Some(mail)
        };
        parse().ok_or_else(|| {
            let message = "This link is not one of ours. Use the one from the mail, unchanged.";
            Error::invalid("token", "invalid", message)
        })
    }

    fn mac(&self, mail: MailId) -> Hmac<Sha256> {
        let mut mac = self.0.clone();
        mac.update(b"mail.unsubscribe:");
        mac.update(mail.uuid().as_bytes());
        mac
    }
}

/// Ends notifications from the mail's organization to its reader. Doing so twice is the same as once.
pub(crate) async fn unsubscribe(tx: &mut Tx, id: MailId) -> Result<()> {
    let Mail { organization_id, to, .. } = crate::mail::get(tx, id).await?;
    let reason = suppression::Reason::Unsubscribed;
    suppression::add(tx, organization_id, &to.parse()?, reason).await?;
    Ok(())
}
