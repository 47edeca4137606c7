//! The way out: puts a mail on the wire and says what the server made of it.

use std::fmt;
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use kernel::{Error, Result, Timestamp};
use lettre::message::header::{HeaderName, HeaderValue};
use lettre::message::{Mailbox, Message, MultiPart};
use lettre::transport::smtp::PoolConfig;
use lettre::transport::smtp::authentication::Credentials;
use lettre::transport::smtp::client::{Certificate, CertificateStore, Tls, TlsParameters};
use lettre::transport::smtp::extension::ClientId;
use lettre::{AsyncSmtpTransport, AsyncTransport, Tokio1Executor};

use crate::mail::{Content, Headers, Mail};
use crate::refusal::Refusal;
use crate::unsubscribe::{self, Signer};
use crate::{Category, EmailAddress, MailConfig, SmtpConfig, SmtpSecurity};

/// One whole delivery takes at most as long as this many exchanges with the server may.
const EXCHANGES: u32 = 4;

/// Sends mails by the configuration it was made from. Cheap to clone.
#[derive(Clone)]
pub struct Mailer(Arc<Inner>);

struct Inner {
    from: Mailbox,
    domain: String,
    public_url: String,
    retention: Duration,
    signer: Signer,
    transport: Option<Transport>,
}

struct Transport {
    smtp: AsyncSmtpTransport<Tokio1Executor>,
    patience: Duration,
}

impl fmt::Debug for Mailer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Mailer").field("is_configured", &self.is_configured()).finish_non_exhaustive()
    }
}

impl Mailer {
    /// Checks the configuration. It connects to nothing: a mail server that is down must not keep this program from
    /// starting. Call it, and let go of it, within a Tokio runtime: idle connections are looked after in a task.
    pub fn new(config: &MailConfig) -> Result<Self> {
        let address = config.check()?;
        let domain = address.domain().to_owned();
        let name = Some(config.from_name.clone()).filter(|name| !name.is_empty());
        let transport = config.smtp.as_ref().map(|smtp| Transport::new(smtp, &domain)).transpose()?;
        Ok(Self(Arc::new(Inner {
            from: Mailbox::new(name, address.to_lettre()),
            domain,
            public_url: config.public_url.trim_end_matches('/').to_owned(),
            retention: Duration::from_secs(u64::from(config.retention_days) * 24 * 60 * 60),
            signer: Signer::new(config.unsubscribe_key),
            transport,
        })))
    }

    /// Whether there is a mail server; without one, mails go to the outbox.
    pub fn is_configured(&self) -> bool {
        self.0.transport.is_some()
    }

    /// Where people reach this installation, without a slash at the end: for links in mails that jobs write.
    pub fn site(&self) -> &str {
        &self.0.public_url
    }

    /// How long mails are kept.
    pub(crate) fn retention(&self) -> Duration {
        self.0.retention
    }

    /// Connects to the mail server, signs in, and says whether that works. For the doctor command.
    pub async fn check_connection(&self) -> Result<()> {
        let Some(transport) = &self.0.transport else { return Ok(()) };
        let tested = tokio::time::timeout(transport.patience, transport.smtp.test_connection()).await;
        let unavailable = |detail: String| Error::unavailable("mail_server_unavailable", detail);
        match tested {
            Ok(Ok(true)) => Ok(()),
            Ok(Ok(false)) | Err(_) => Err(unavailable(Refusal::timeout().text)),
            Ok(Err(error)) => Err(unavailable(Refusal::of(&error, true).text)),
        }
    }

    pub(crate) fn signer(&self) -> &Signer {
        &self.0.signer
    }

    /// The headers of a mail. `Message-ID` is the same in every attempt: when it is unclear whether the server took a
    /// mail, it is sent again, and the reader's side can tell that it has it.
    pub(crate) fn headers(&self, mail: &Mail, to: &EmailAddress) -> Headers {
        let mut headers = vec![
            ("From", self.0.from.to_string()),
            ("To", to.as_str().to_owned()),
            ("Subject", mail.subject.clone()),
            ("Message-ID", format!("<{}@{}>", mail.id, self.0.domain)),
            // RFC 3834: no answer by a machine, please.
            ("Auto-Submitted", "auto-generated".to_owned()),
            ("X-Auto-Response-Suppress", "All".to_owned()),
        ];
        if mail.category == Category::Notification {
            let (token, url) = (self.0.signer.token(mail.id), &self.0.public_url);
            let link = format!("<{url}{}?token={token}>", unsubscribe::PATH);
            headers.push(("List-Unsubscribe", link));
            headers.push(("List-Unsubscribe-Post", "List-Unsubscribe=One-Click".to_owned()));
        }
        headers.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()
    }

    /// Sends a mail; without an error the server has taken it. Answers the headers that it was sent with.
    pub(crate) async fn deliver(
        &self,
        mail: &Mail,
        content: &Content,
        now: Timestamp,
    ) -> Result<Headers, Refusal> {
        let Some(transport) = &self.0.transport else { return Err(Refusal::timeout()) };
        let to: EmailAddress = mail.to.parse().map_err(|error| Refusal::unsendable(&error))?;
        let headers = self.headers(mail, &to);
        let message =
            self.compose(&to, &headers, content, now).map_err(|error| Refusal::unsendable(&error))?;
        match tokio::time::timeout(transport.patience, transport.smtp.send(message)).await {
            Ok(Ok(_)) => Ok(headers),
            Ok(Err(error)) => Err(Refusal::of(&error, to.as_str().is_ascii())),
            Err(_) => Err(Refusal::timeout()),
        }
    }

    fn compose(
        &self,
        to: &EmailAddress,
        headers: &Headers,
        content: &Content,
        now: Timestamp,
    ) -> Result<Message> {
        let mut builder = Message::builder()
            .from(self.0.from.clone())
            .to(Mailbox::new(None, to.to_lettre()))
            .date(SystemTime::UNIX_EPOCH + now.since(Timestamp::UNIX_EPOCH));
        for (name, value) in headers.iter().filter(|(name, _)| !["From", "To"].contains(&name.as_str())) {
            // Nothing that ends a header may get into one, whoever let it get this far.
            if value.chars().any(char::is_control) {
                return Err(Error::invalid(name.clone(), "control_character", "A header is one line."));
            }
            let name = HeaderName::new_from_ascii(name.clone()).map_err(Error::internal)?;
            builder = builder.raw_header(HeaderValue::new(name, value.clone()));
        }
        let parts = MultiPart::alternative_plain_html(content.text.clone(), content.html.clone());
        builder.multipart(parts).map_err(Error::internal)
    }
}

impl Transport {
    fn new(config: &SmtpConfig, domain: &str) -> Result<Self> {
        let host = config.host.trim_start_matches('[').trim_end_matches(']').to_owned();
        let tls = match config.security {
            SmtpSecurity::None => Tls::None,
            SmtpSecurity::StartTls => Tls::Required(tls(config, host.clone())?),
            SmtpSecurity::Tls => Tls::Wrapper(tls(config, host.clone())?),
        };
        let mut builder = AsyncSmtpTransport::<Tokio1Executor>::builder_dangerous(host)
            .port(config.port())
            .tls(tls)
            .hello_name(ClientId::Domain(domain.to_owned()))
            .timeout(Some(config.timeout))
            .pool_config(PoolConfig::new().max_size(config.max_connections.max(1)));
        if let Some((username, password)) = config.credentials.clone() {
            builder = builder.credentials(Credentials::new(username, password));
        }
        Ok(Self { smtp: builder.build(), patience: config.timeout.saturating_mul(EXCHANGES) })
    }
}

fn tls(config: &SmtpConfig, host: String) -> Result<TlsParameters> {
    let no_certificate = || {
        let message = "This is no PEM file with the certificate of an authority.";
        Error::invalid("mail.ca_file", "invalid", message)
    };
    let mut builder = TlsParameters::builder(host).certificate_store(CertificateStore::WebpkiRoots);
    if let Some(pem) = &config.extra_root_pem {
        // A file without any certificate would otherwise pass as one with none to trust.
        if !pem.contains("-----BEGIN CERTIFICATE-----") {
            return Err(no_certificate());
        }
        let certificate = Certificate::from_pem(pem.as_bytes());
        builder = builder.add_root_certificate(certificate.map_err(|e| no_certificate().with_source(e))?);
    }
    builder.build().map_err(Error::internal)
}
