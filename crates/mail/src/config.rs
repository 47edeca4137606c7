//! How mail goes out.

use std::fmt;
use std::time::Duration;

use kernel::{Error, FieldError, Result};

use crate::EmailAddress;

/// What the mailer needs to know.
#[derive(Clone)]
pub struct MailConfig {
    /// The sender's name.
    pub from_name: String,
    /// The sender's address; `no-reply@` this installation's host when left out, which only makes sense without SMTP.
    pub from_address: Option<String>,
    /// Where people reach this installation: `https://shop.example`.
    pub public_url: String,
    /// Signs unsubscribe links. It must outlive the mails that carry them.
    pub unsubscribe_key: [u8; 32],
    /// How long mails are kept, days.
    pub retention_days: u32,
    /// The mail server; without one, mails go to the outbox.
    pub smtp: Option<SmtpConfig>,
}

/// How to reach the mail server.
#[derive(Clone)]
pub struct SmtpConfig {
    /// Its host name, which its certificate must carry.
    pub host: String,
    /// Its port; the usual one of `security` when left out.
    pub port: Option<u16>,
    /// How the connection is protected.
    pub security: SmtpSecurity,
    /// User name and password, when the server wants them.
    pub credentials: Option<(String, String)>,
    /// A certificate authority, in PEM, that is trusted beside the public ones: a company's own.
    pub extra_root_pem: Option<String>,
    /// How long one exchange with the server may take.
    pub timeout: Duration,
    /// Connections at most, kept open between mails.
    pub max_connections: u32,
}

impl SmtpConfig {
    /// The given server with STARTTLS and defaults that suit most.
    pub fn new(host: impl Into<String>) -> Self {
        Self {
            host: host.into(),
            port: None,
            security: SmtpSecurity::StartTls,
            credentials: None,
            extra_root_pem: None,
            timeout: Duration::from_secs(30),
            max_connections: 4,
        }
    }

    pub(crate) fn port(&self) -> u16 {
        self.port.unwrap_or(match self.security {
            SmtpSecurity::StartTls => 587,
            SmtpSecurity::Tls => 465,
            SmtpSecurity::None => 25,
        })
    }
}

/// How the connection to the mail server is protected.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SmtpSecurity {
    /// Plain at first, then TLS; a server that offers none gets no mail.
    StartTls,
    /// TLS from the first byte.
    Tls,
    /// Not at all; only for a server on this machine.
    None,
}

impl MailConfig {
    /// The sender's address. All mistakes in the configuration are named at once.
    pub(crate) fn check(&self) -> Result<EmailAddress> {
        let mut mistakes = Vec::new();
        let mut refuse = |field: &'static str, message: &'static str| {
            mistakes.push(FieldError { field: field.into(), code: "invalid", message: message.into() });
        };
        let address = self.from_address.as_ref().map_or_else(|| self.default_sender(), |given| given.parse());
        if address.is_err() {
            refuse("mail.from_address", "Set the sender's address, such as no-reply@shop.example.");
        }
        if self.from_name.chars().any(char::is_control) {
            refuse("mail.from_name", "The sender's name is one line.");
        }
        if let Some(smtp) = &self.smtp {
            if smtp.host.is_empty() || smtp.host.contains(|c: char| c.is_whitespace() || c.is_control()) {
                refuse("mail.host", "Name the mail server, such as smtp.example.com.");
            }
            if smtp.security == SmtpSecurity::None && !is_this_machine(&smtp.host) {
                refuse(
                    "mail.security",
                    "Without protection only a mail server on this machine (localhost) may be used: choose starttls or tls.",
                );
            }
        }
        match address {
            Ok(address) if mistakes.is_empty() => Ok(address),
            _ => Err(Error::invalid_fields(mistakes)),
        }
    }

    /// `no-reply@` the host of the public URL, or a domain that never resolves when that host has no name.
    fn default_sender(&self) -> Result<EmailAddress> {
        let rest = self.public_url.split_once("://").map_or(self.public_url.as_str(), |(_, rest)| rest);
        let host = rest.split(['/', ':']).next().unwrap_or(rest);
        format!("no-reply@{host}").parse().or_else(|_| "no-reply@tradepost.invalid".parse())
    }
}

fn is_this_machine(host: &str) -> bool {
    let host = host.trim_start_matches('[').trim_end_matches(']');
    host == "localhost" || host.parse::<std::net::IpAddr>().is_ok_and(|ip| ip.is_loopback())
}

/// Without the key.
impl fmt::Debug for MailConfig {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("MailConfig").field("smtp", &self.smtp).finish_non_exhaustive()
    }
}

/// Without user name and password.
impl fmt::Debug for SmtpConfig {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SmtpConfig")
            .field("host", &self.host)
            .field("port", &self.port())
            .field("security", &self.security)
            .finish_non_exhaustive()
    }
}
