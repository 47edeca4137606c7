//! What an operator may set, from a file and the environment, checked as a whole before anything starts.
//!
//! Every problem is found at once, names its key and says the way out. Keys that nobody knows are refused: a typing
//! error must not leave a default in force unnoticed.

mod reference;
mod section;
mod settings;
mod show;
mod source;
#[cfg(test)]
mod tests;
mod value;

use std::fmt;
use std::path::{Path, PathBuf};
use std::time::Duration;

use db::{DbConfig, DbKind};

pub use reference::reference;
pub use section::{Group, Key};
pub use settings::{
    Blobs, Database, Files, Http, Identity, Inbox, Log, LogFormat, Mail, MailSecurity, Monitoring, Outgoing,
    Rotation, Secrets, Shutdown, Worker,
};
pub use show::show;
pub use source::Origin;
pub use value::{Secret, Value, WebOrigin};

use section::Reader;
use source::Given;

/// All settings of one process.
#[derive(Debug, Clone)]
#[expect(missing_docs, reason = "each field is named as its group, which says what it is about")]
pub struct Config {
    pub files: Files,
    pub http: Http,
    pub database: Database,
    pub worker: Worker,
    pub log: Log,
    pub monitoring: Monitoring,
    pub shutdown: Shutdown,
    pub mail: Mail,
    pub identity: Identity,
    pub secrets: Secrets,
    pub blobs: Blobs,
    pub inbox: Inbox,
    pub outgoing: Outgoing,
    given: Given,
}

/// The groups in the order of the reference.
pub(crate) const GROUPS: [Group; 13] = [
    Files::GROUP,
    Http::GROUP,
    Database::GROUP,
    Worker::GROUP,
    Log::GROUP,
    Monitoring::GROUP,
    Shutdown::GROUP,
    Mail::GROUP,
    Identity::GROUP,
    Secrets::GROUP,
    Blobs::GROUP,
    Inbox::GROUP,
    Outgoing::GROUP,
];

/// Something wrong with one setting.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// `http.listen`.
    pub key: String,
    /// Who said it.
    pub origin: Origin,
    /// What is wrong and the way out.
    pub message: String,
}

/// Everything that is wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problems(pub Vec<Problem>);

impl fmt::Display for Problems {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let plural = if self.0.len() == 1 { "problem" } else { "problems" };
        write!(f, "The configuration has {} {plural}:", self.0.len())?;
        for Problem { key, origin, message } in &self.0 {
            write!(f, "\n  {key} ({origin}): {message}")?;
        }
        Ok(())
    }
}

impl std::error::Error for Problems {}

impl Config {
    /// Reads the file, if there is one, and the process's environment.
    pub fn load(file: Option<&Path>) -> Result<Self, Problems> {
        let variables = std::env::vars_os();
        let text =
            variables.filter_map(|(name, value)| Some((name.into_string().ok()?, value.into_string().ok()?)));
        Self::from_sources(file, text)
    }

    /// The same with a given environment.
    pub fn from_sources(
        file: Option<&Path>,
        environment: impl IntoIterator<Item = (String, String)>,
    ) -> Result<Self, Problems> {
        let (mut given, mut problems) = (Given::default(), Vec::new());
        if let Some(path) = file {
            source::from_file(path, &mut given, &mut problems);
        }
        source::from_environment(environment, &mut given);
        problems.extend(unknown_keys(&given));
        let mut reader = Reader { given: &given, problems };
        let read = Self::read(&mut reader);
        let mut problems = reader.problems;
        match read {
            Some(mut config) => {
                config.given = given;
                problems.extend(config.check());
                if problems.is_empty() { Ok(config) } else { Err(Problems(problems)) }
            }
            None => Err(Problems(problems)),
        }
    }

    fn read(reader: &mut Reader<'_>) -> Option<Self> {
        let (files, http, database) = (Files::read(reader), Http::read(reader), Database::read(reader));
        let (worker, log, monitoring) = (Worker::read(reader), Log::read(reader), Monitoring::read(reader));
        let (shutdown, mail, secrets) = (Shutdown::read(reader), Mail::read(reader), Secrets::read(reader));
        let (identity, blobs) = (Identity::read(reader), Blobs::read(reader));
        let (inbox, outgoing) = (Inbox::read(reader), Outgoing::read(reader));
        Some(Self {
            files: files?,
            http: http?,
            database: database?,
            worker: worker?,
            log: log?,
            monitoring: monitoring?,
            shutdown: shutdown?,
            mail: mail?,
            identity: identity?,
            secrets: secrets?,
            blobs: blobs?,
            inbox: inbox?,
            outgoing: outgoing?,
            given: Given::default(),
        })
    }

    /// What no single setting can tell.
    fn check(&self) -> Vec<Problem> {
        let mut problems = Vec::new();
        let mut refuse = |key: &str, message: &str| {
            let origin = self.given.get(key).map_or(Origin::Default, |(_, origin)| origin.clone());
            problems.push(Problem { key: key.to_owned(), origin, message: message.to_owned() });
        };
        if let Err(error) = self.database().kind() {
            refuse("database.url", error.detail());
        }
        // A lone word that is no level would be taken for the name of a part.
        if self.log.level.split(',').any(|part| !is_level(part.rsplit('=').next().unwrap_or(part))) {
            refuse("log.level", "Use error, warn, info, debug or trace, also per part: info,web=debug.");
        }
        for (key, value) in [
            ("database.max_connections", u64::from(self.database.max_connections)),
            ("database.acquire_timeout_s", self.database.acquire_timeout_s),
            ("http.request_timeout_s", self.http.request_timeout_s),
            ("worker.concurrency", self.worker.concurrency as u64),
            ("log.keep_files", self.log.keep_files as u64),
            ("mail.retention_days", u64::from(self.mail.retention_days)),
        ] {
            if value == 0 {
                refuse(key, "Use 1 or more.");
            }
        }
        if self.monitoring.listen == Some(self.http.listen) && self.http.listen.port() != 0 {
            refuse("monitoring.listen", "http.listen has this address already. Use another port.");
        }
        if !(0.0..=1.0).contains(&self.monitoring.trace_share) {
            refuse("monitoring.trace_share", "Use a share from 0 to 1.");
        }
        if self.monitoring.otlp_header.as_ref().is_some_and(|header| !header.reveal().contains('=')) {
            refuse("monitoring.otlp_header", "Use name=value.");
        }
        if let Some(dsn) = &self.monitoring.sentry_dsn
            && dsn.reveal().parse::<sentry_core::types::Dsn>().is_err()
        {
            refuse("monitoring.sentry_dsn", "Use the DSN as Sentry shows it: https://key@host/project.");
        }
        if self.mail.host.is_some() && self.mail.from_address.is_none() {
            refuse("mail.from_address", "mail.host is set, so mail needs a sender: set its address.");
        }
        if self.mail.username.is_some() != self.mail.password.is_some() {
            refuse("mail.username", "Set both mail.username and mail.password, or neither.");
        }
        let s3_key = self.blobs.s3_access_key_id.as_ref().zip(self.blobs.s3_secret_access_key.as_ref());
        if self.blobs.s3_bucket.is_some() && s3_key.is_none() {
            refuse(
                "blobs.s3_bucket",
                "A bucket needs blobs.s3_access_key_id and blobs.s3_secret_access_key.",
            );
        }
        problems
    }

    /// Where people reach this installation.
    pub fn public_url(&self) -> String {
        let default = || format!("http://localhost:{}", self.http.listen.port());
        self.http.public_url.as_ref().map_or_else(default, |url| url.as_str().to_owned())
    }

    /// How to reach the database.
    pub fn database(&self) -> DbConfig {
        let file = || format!("sqlite:{}", self.files.data_dir.join("tradepost.db").display());
        let url = self.database.url.as_ref().map_or_else(file, |url| url.reveal().to_owned());
        let mut config = DbConfig::new(url);
        config.max_connections = self.database.max_connections;
        config.acquire_timeout = Duration::from_secs(self.database.acquire_timeout_s);
        config
    }

    /// Whether this process brings the schema up to date when it starts.
    pub fn migrates_at_start(&self) -> bool {
        self.database.auto_migrate || matches!(self.database().kind(), Ok(DbKind::Sqlite))
    }

    /// The file with the key that protects stored credentials.
    pub fn key_file(&self) -> PathBuf {
        self.secrets.key_file.clone().unwrap_or_else(|| self.files.data_dir.join("secrets.key"))
    }
}

fn is_level(word: &str) -> bool {
    word.trim().parse::<tracing_subscriber::filter::LevelFilter>().is_ok()
}

fn unknown_keys(given: &Given) -> Vec<Problem> {
    let known: Vec<&str> = GROUPS.iter().flat_map(|group| group.keys).map(|key| key.name).collect();
    let unknown = given.iter().filter(|(key, _)| !known.contains(&key.as_str()));
    unknown
        .map(|(key, (_, origin))| {
            let close = known.iter().map(|name| (strsim::jaro_winkler(key, name), name));
            let best = close.filter(|(score, _)| *score > 0.8).max_by(|a, b| a.0.total_cmp(&b.0));
            let hint = best.map_or_else(
                || "docs/operate/configuration.md lists all there are.".to_owned(),
                |(_, name)| format!("Did you mean {name}?"),
            );
            let message = format!("There is no such setting. {hint}");
            Problem { key: key.clone(), origin: origin.clone(), message }
        })
        .collect()
}
