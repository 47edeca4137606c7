//! An e-mail address that a mail can be sent to.

use std::fmt;
use std::str::FromStr;

use kernel::{Error, Result};
use lettre::Address;
use sha2::{Digest, Sha256};

/// RFC 5321, section 4.5.3.1, with the brackets around a path taken off.
const MAX_LEN: usize = 254;

/// An address, checked. International domain names are kept in their ASCII form, and nothing in it can end a header.
///
/// `Debug` and log lines never show it; only [`as_str`](Self::as_str) does.
#[derive(Clone, PartialEq, Eq)]
pub struct EmailAddress(Address);

impl EmailAddress {
    /// The address as it is sent to.
    pub fn as_str(&self) -> &str {
        self.0.as_ref()
    }

    /// Enough to recognise the address by, for those who know it: `s…@nordlicht.example`.
    pub fn masked(&self) -> String {
        let first: String = self.0.user().chars().take(1).collect();
        format!("{first}…@{}", self.0.domain())
    }

    /// What is the same for all spellings of the address: lower case. Two people cannot share it.
    pub fn key(&self) -> String {
        self.as_str().to_lowercase()
    }

    /// SHA-256 of the [`key`](Self::key): recognises the address without keeping it.
    pub(crate) fn hash(&self) -> Vec<u8> {
        Sha256::digest(self.key()).to_vec()
    }

    pub(crate) fn domain(&self) -> &str {
        self.0.domain()
    }

    pub(crate) fn to_lettre(&self) -> Address {
        self.0.clone()
    }
}

impl FromStr for EmailAddress {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self> {
        let parse = || {
            let (user, domain) = text.trim().rsplit_once('@')?;
            let domain = idna::domain_to_ascii_strict(domain).ok()?;
            // Quoted local parts and addresses of machines are valid mail, and nobody's.
            let odd = user.starts_with('"') || domain.starts_with('[') || is_ip(&domain);
            let control = text.trim().chars().any(char::is_control);
            let address = Address::new(user, domain).ok()?;
            (!odd && !control && address.to_string().len() <= MAX_LEN).then_some(Self(address))
        };
        parse().ok_or_else(|| {
            Error::invalid("email", "invalid", "Enter an e-mail address such as ana@example.com.")
        })
    }
}

fn is_ip(domain: &str) -> bool {
    domain.parse::<std::net::IpAddr>().is_ok()
}

impl fmt::Debug for EmailAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("EmailAddress(…)")
    }
}
