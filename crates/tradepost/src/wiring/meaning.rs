//! What the settings mean to each crate.

use std::time::Duration;

use blobs::S3Config;
use httpclient::AllowList;
use jobs::{Queue, WorkerConfig};
use kernel::{Error, Result};
use mail::{MailConfig, SmtpConfig, SmtpSecurity};
use web::{Limit, TrustedProxies, WebConfig};

use crate::config::{self, Config, MailSecurity};

/// How this process's worker works.
pub(crate) fn worker_config(config: &Config) -> WorkerConfig {
    let slots = config.worker.concurrency;
    let queues =
        vec![(Queue::Default, slots), (Queue::Mail, slots.div_ceil(2)), (Queue::Low, slots.div_ceil(3))];
    WorkerConfig { queues, ..WorkerConfig::default() }
}

pub(super) fn web_config(config: &Config) -> WebConfig {
    let http = &config.http;
    WebConfig {
        public_url: config.public_url(),
        trusted_proxies: TrustedProxies::new(http.trusted_proxies.clone()),
        cors_origins: http.cors_origins.iter().map(|origin| origin.as_str().to_owned()).collect(),
        max_body_bytes: http.max_body_bytes,
        request_timeout: Duration::from_secs(http.request_timeout_s),
        principal_limit: Limit::per_minute("default", http.requests_per_minute),
        anonymous_limit: Limit::per_minute("anonymous", http.anonymous_requests_per_minute),
        ..WebConfig::default()
    }
}

pub(super) fn mail_config(config: &Config, unsubscribe_key: [u8; 32]) -> Result<MailConfig> {
    let config::Mail {
        host,
        port,
        security,
        username,
        password,
        from_name,
        from_address,
        root_file,
        retention_days,
    } = &config.mail;
    let extra_root_pem = root_file.as_ref().map(std::fs::read_to_string).transpose().map_err(|error| {
        Error::invalid("mail.root_file", "unreadable", "The file of mail.root_file cannot be read.")
            .with_source(error)
    })?;
    let smtp = host.as_ref().map(|host| SmtpConfig {
        port: *port,
        security: match security {
            MailSecurity::StartTls => SmtpSecurity::StartTls,
            MailSecurity::Tls => SmtpSecurity::Tls,
            MailSecurity::None => SmtpSecurity::None,
        },
        credentials: username.clone().zip(password.as_ref().map(|password| password.reveal().to_owned())),
        extra_root_pem,
        ..SmtpConfig::new(host.clone())
    });
    Ok(MailConfig {
        from_name: from_name.clone(),
        from_address: from_address.clone(),
        public_url: config.public_url(),
        unsubscribe_key,
        retention_days: *retention_days,
        smtp,
    })
}

pub(super) fn client_config(config: &Config) -> httpclient::Config {
    let allow = AllowList::new(config.outgoing.allow.iter().cloned());
    httpclient::Config { allow, ..httpclient::Config::default() }
}

/// How webhooks are taken in.
pub(super) fn inbox_config(config: &Config) -> channels::InboxConfig {
    let inbox = &config.inbox;
    channels::InboxConfig { body_bytes_max: inbox.max_body_bytes, per_minute: inbox.deliveries_per_minute }
}

/// A folder in `data_dir`, or the bucket.
pub(super) fn blobs_config(config: &Config) -> blobs::Config {
    let config::Blobs {
        s3_bucket,
        s3_region,
        s3_endpoint,
        s3_access_key_id,
        s3_secret_access_key,
        max_bytes,
    } = &config.blobs;
    let text = |secret: &Option<config::Secret>| {
        secret.as_ref().map_or_else(String::new, |secret| secret.reveal().to_owned())
    };
    let stored = match s3_bucket {
        Some(bucket) => blobs::Config::s3(S3Config {
            bucket: bucket.clone(),
            region: s3_region.clone(),
            endpoint: s3_endpoint.clone(),
            access_key_id: text(s3_access_key_id),
            secret_access_key: text(s3_secret_access_key),
        }),
        None => blobs::Config::local(config.files.data_dir.join("files")),
    };
    blobs::Config { max_bytes: *max_bytes, ..stored }
}
