//! Every setting there is.

use std::net::SocketAddr;
use std::path::PathBuf;

use httpclient::AllowEntry;
use ipnet::IpNet;

use super::section::group;
use super::value::{Secret, WebOrigin, one_of};

group! {
    /// Where this installation keeps its files.
    Files "" {
        /// The folder of the SQLite database, the key file and stored files. It is made when it is missing.
        data_dir: PathBuf = "var";
    }
}

group! {
    /// How requests come in.
    Http "http." {
        /// The address to answer on. `PORT` means every address with that port.
        listen: SocketAddr = "127.0.0.1:8080";
        /// Where people reach this installation; `http://localhost` with the port when left out.
        /// Links in mails, the check against forged requests, and whether cookies insist on TLS depend on it.
        public_url: Option<WebOrigin> = "";
        /// Networks of the proxies in front, whose `X-Forwarded-For` and `X-Request-Id` are believed.
        trusted_proxies: Vec<IpNet> = "";
        /// Other sites whose scripts may call the API with an API key.
        cors_origins: Vec<WebOrigin> = "";
        /// Largest request body, bytes.
        max_body_bytes: usize = "2097152";
        /// After this many seconds a request that has no answer yet gets 503.
        request_timeout_s: u64 = "30";
        /// Requests per minute of one signed-in person or API key; 0 for no limit.
        requests_per_minute: u32 = "1200";
        /// Requests per minute of one address that is not signed in; 0 for no limit.
        anonymous_requests_per_minute: u32 = "300";
    }
}

group! {
    /// Where the data is. `DATABASE_URL` is honoured too.
    Database "database." {
        /// `sqlite:path/to/file.db` or `postgres://user:password@host/name`; a file in `data_dir` when left out.
        url: Option<Secret> = "";
        /// Connections at most: PostgreSQL's pool, or SQLite's readers.
        max_connections: u32 = "10";
        /// Seconds to wait for a free connection before a request gets 503.
        acquire_timeout_s: u64 = "5";
        /// Whether `serve` and `worker` bring a PostgreSQL schema up to date by themselves. SQLite's always is.
        auto_migrate: bool = "false";
    }
}

group! {
    /// The background work of this process.
    Worker "worker." {
        /// Jobs of the default queue that run at the same time. Mail gets half as many, low-priority work a third.
        concurrency: usize = "8";
    }
}

group! {
    /// What is written about what happens. E-mail addresses, keys, tokens and passwords are masked in all of it.
    Log "log." {
        /// What to write: `info`, or more exactly `info,web=debug,sqlx=warn`.
        level: String = "info";
        /// `json`, `pretty`, or `auto`: pretty on a terminal, JSON elsewhere.
        format: LogFormat = "auto";
        /// A folder to write to as well; nothing but standard error when left out.
        folder: Option<PathBuf> = "";
        /// When a new file begins: `hourly`, `daily` or `never`.
        rotation: Rotation = "daily";
        /// How many files are kept.
        keep_files: usize = "14";
    }
}

group! {
    /// What other programs may watch.
    Monitoring "monitoring." {
        /// A second address that answers `/metrics`, `/healthz` and `/readyz` and nothing else, in workers too.
        listen: Option<SocketAddr> = "";
        /// With it, `/metrics` answers whoever sends `Authorization: Bearer …`; without, only this machine.
        token: Option<Secret> = "";
        /// Where to send traces: an OTLP/HTTP collector, such as `http://localhost:4318`. Nowhere when left out.
        otlp_endpoint: Option<WebOrigin> = "";
        /// A header for the collector: `name=value`.
        otlp_header: Option<Secret> = "";
        /// The share of requests that are traced, 0 to 1.
        trace_share: f64 = "0.1";
        /// Where to report errors: a Sentry DSN. Nowhere when left out.
        sentry_dsn: Option<Secret> = "";
        /// What this installation is called in traces and error reports.
        environment: String = "production";
    }
}

group! {
    /// How the process ends after SIGTERM or Ctrl-C. A second signal ends it at once.
    Shutdown "shutdown." {
        /// Seconds during which `/readyz` says 503 and requests are still answered, so that a load balancer can look
        /// elsewhere first.
        notice_s: u64 = "0";
        /// Seconds that running requests and jobs get to finish.
        drain_s: u64 = "25";
    }
}

group! {
    /// How mail goes out. Without a host it stays in the outbox, which the operator reads in the console.
    Mail "mail." {
        /// The SMTP server.
        host: Option<String> = "";
        /// Its port; 587 for `starttls`, 465 for `tls` and 25 for `none` when left out.
        port: Option<u16> = "";
        /// `starttls`, `tls` or `none`. With `none`, mail and password cross the network unprotected.
        security: MailSecurity = "starttls";
        /// The user name, when the server wants one.
        username: Option<String> = "";
        /// The password.
        password: Option<Secret> = "";
        /// A file with a certificate authority of your own (PEM) that the server's certificate may come from.
        root_file: Option<PathBuf> = "";
        /// The sender's name.
        from_name: String = "Tradepost";
        /// The sender's address. Needed with a host.
        from_address: Option<String> = "";
        /// Days that mails can be read in the console. Then they are forgotten, with the addresses in them.
        retention_days: u32 = "90";
    }
}

group! {
    /// Who may run the installation.
    Identity "identity." {
        /// E-mail addresses, separated by commas. Whoever signs up with one of them and confirms it becomes an
        /// operator, and sees all organizations.
        operators: Vec<String> = "";
    }
}

group! {
    /// The key that protects stored credentials.
    Secrets "secrets." {
        /// The keys themselves, as `tradepost secrets new-key` prints them, separated by commas, the newest last.
        /// They take the place of the file. Processes on several machines need the same keys.
        key: Option<Secret> = "";
        /// The file with the key; `secrets.key` in `data_dir` when left out. It is made on first start, mode 0600.
        key_file: Option<PathBuf> = "";
    }
}

group! {
    /// Where stored files are: a folder in `data_dir`, or a bucket of S3 or of anything that speaks its protocol.
    Blobs "blobs." {
        /// The bucket; a folder in `data_dir` when left out.
        s3_bucket: Option<String> = "";
        /// The bucket's region; storage that has none accepts the default.
        s3_region: String = "us-east-1";
        /// The server, for storage other than Amazon's: `https://minio.internal:9000`.
        s3_endpoint: Option<String> = "";
        /// The access key's id.
        s3_access_key_id: Option<Secret> = "";
        /// The access key's secret.
        s3_secret_access_key: Option<Secret> = "";
        /// The largest file that is accepted, bytes.
        max_bytes: u64 = "104857600";
    }
}

group! {
    /// Webhooks that platforms send.
    Inbox "inbox." {
        /// The longest body that is taken, bytes.
        max_body_bytes: usize = "5242880";
        /// Deliveries per minute of one connection; 0 for no limit.
        deliveries_per_minute: u32 = "6000";
    }
}

group! {
    /// Calls to other servers, such as webhooks.
    Outgoing "outgoing." {
        /// What may be reached although it is not on the public Internet: networks, addresses, hosts, `*.internal`.
        allow: Vec<AllowEntry> = "";
    }
}

one_of! {
    /// How log lines look.
    LogFormat: "auto, json or pretty" {
        /// Pretty on a terminal, JSON elsewhere.
        Auto = "auto",
        /// One JSON object per line.
        Json = "json",
        /// For people.
        Pretty = "pretty",
    }
}

one_of! {
    /// When a new log file begins.
    Rotation: "hourly, daily or never" {
        /// Every hour.
        Hourly = "hourly",
        /// Every day.
        Daily = "daily",
        /// Never.
        Never = "never",
    }
}

one_of! {
    /// How the connection to the mail server is protected.
    MailSecurity: "starttls, tls or none" {
        /// Plain at first, then TLS; refused when the server offers none.
        StartTls = "starttls",
        /// TLS from the first byte.
        Tls = "tls",
        /// Not at all.
        None = "none",
    }
}
