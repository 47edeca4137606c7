//! `tradepost inbox send`: deliveries that no platform sent, posted to a running inbox as a platform would.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use channels::connection::ConnectionId;
use channels::simulator::{Occasion, Sender, Simulated};
use clap::Args;
use httpclient::{AllowEntry, AllowList, Client, Request, RetryPolicy, Url};
use kernel::{Env, Error, Result, Scope};
use tokio::sync::Semaphore;
use tokio::task::JoinSet;
use tokio::time::{Instant, MissedTickBehavior};

use crate::config::Config;
use crate::{cli, installation, keys, logging};

/// What waits for an answer at once, at most; a platform opens no more connections than it must, either.
const AT_ONCE: usize = 64;
/// More than any platform waits.
const TIMEOUT: Duration = Duration::from_secs(30);

/// What to send, and how fast.
#[derive(Debug, Args)]
pub(crate) struct Options {
    /// The connection whose platform is played: conn_…
    #[arg(long, value_parser = connection)]
    connection: ConnectionId,
    /// What the deliveries say, in the platform's words; by turns all that there is when left out.
    #[arg(long)]
    topic: Option<String>,
    /// How many to send.
    #[arg(long, default_value_t = 1, value_parser = clap::value_parser!(u32).range(1..=1_000_000))]
    count: u32,
    /// How many to begin per second.
    #[arg(long, default_value_t = 10, value_parser = clap::value_parser!(u32).range(1..=10_000))]
    rate: u32,
    /// What they say follows from it. The same seed sends the same twice, and the inbox keeps it once; by the clock when
    /// left out.
    #[arg(long)]
    seed: Option<u64>,
    /// Where the server is, when it is not at its public address: http://127.0.0.1:8080.
    #[arg(long, value_name = "URL", value_parser = origin)]
    url: Option<String>,
}

fn connection(text: &str) -> std::result::Result<ConnectionId, &'static str> {
    text.parse().map_err(|_| "a connection's id looks like conn_01h455vb4pex5vsknk084sn02q")
}

fn origin(text: &str) -> std::result::Result<String, &'static str> {
    match Url::parse(text) {
        Ok(url) if matches!(url.scheme(), "http" | "https") && url.has_host() => Ok(text.to_owned()),
        _ => Err("an address looks like http://127.0.0.1:8080"),
    }
}

/// Sends, and prints what was answered how often and how fast.
pub(crate) async fn run(config: Config, options: Options) -> Result<()> {
    logging::start(&config.log, Vec::new())?;
    let db = installation::open(&config).await?;
    let ring = keys::open(&config, &db).await?;
    let everybody = Scope::installation("command line");
    let tenant = db.read(&everybody, async |tx| Sender::tenant_of(tx, options.connection).await).await?;
    let scope = Scope::system(tenant, "command line");
    let sender = db.read(&scope, async |tx| Sender::read(tx, &ring, options.connection).await).await?;
    db.close().await;
    sender.topic(options.topic.as_deref(), 0)?;
    let to = sender.url(options.url.as_deref().unwrap_or(&config.public_url()));
    let client = client(&to)?;
    let tally = post_all(&sender, &options, (&config.public_url(), &to), &client).await?;
    cli::print(&tally.report(&to))
}

/// The operator chose the address, so it may be a private one. Nothing is repeated: each answer counts.
fn client(to: &str) -> Result<Client> {
    let url = Url::parse(to).map_err(Error::internal)?;
    let host: AllowEntry = url.host_str().unwrap_or_default().trim_matches(['[', ']']).parse()?;
    let config = httpclient::Config {
        allow: AllowList::new([host]),
        attempt_timeout: TIMEOUT,
        total_timeout: TIMEOUT,
        retry: RetryPolicy::never(),
        ..httpclient::Config::default()
    };
    Client::new(config, Env::system())
}

async fn post_all(
    sender: &Sender,
    options: &Options,
    (site, to): (&str, &str),
    client: &Client,
) -> Result<Tally> {
    let env = Env::system();
    let first = options.seed.unwrap_or_else(|| env.now().as_millis().wrapping_mul(1_000));
    let registered = sender.url(site);
    let slots = Arc::new(Semaphore::new(AT_ONCE));
    let mut beat = tokio::time::interval(Duration::from_secs(1) / options.rate);
    beat.set_missed_tick_behavior(MissedTickBehavior::Burst);
    let mut posts = JoinSet::new();
    for number in 0..u64::from(options.count) {
        beat.tick().await;
        let seed = first.wrapping_add(number);
        let topic = sender.topic(options.topic.as_deref(), number)?;
        let made = sender.make(topic, Occasion { url: &registered, at: env.now(), seed })?;
        let slot = Arc::clone(&slots).acquire_owned().await.map_err(Error::internal)?;
        let (request, client) = (request(to, made)?, client.clone());
        posts.spawn(async move {
            let begun = Instant::now();
            let answer = client.send(request).await;
            drop(slot);
            (answer.map(|answer| answer.status.as_u16()), begun.elapsed())
        });
    }
    let mut tally = Tally::default();
    while let Some(done) = posts.join_next().await {
        let (answer, took) = done.map_err(Error::internal)?;
        tally.count(answer, took);
    }
    Ok(tally)
}

fn request(to: &str, made: Simulated) -> Result<Request> {
    let mut request = Request::post(to)?;
    for (name, value) in made.headers.iter() {
        request = request.header(name, &String::from_utf8_lossy(value))?;
    }
    request.body("application/json", made.body)
}

/// What was answered.
#[derive(Default)]
struct Tally {
    answers: BTreeMap<String, u32>,
    took: Vec<Duration>,
}

impl Tally {
    fn count(&mut self, answer: Result<u16>, took: Duration) {
        let word = match answer {
            Ok(status) => {
                self.took.push(took);
                status.to_string()
            }
            Err(error) => format!("no answer: {}", error.detail()),
        };
        *self.answers.entry(word).or_default() += 1;
    }

    fn report(mut self, to: &str) -> String {
        self.took.sort_unstable();
        let sent: u32 = self.answers.values().sum();
        let mut lines = vec![format!("{sent} sent to {to}")];
        lines.extend(self.answers.iter().map(|(answer, count)| format!("  {answer}: {count}")));
        if let (Some(half), Some(most)) = (self.percentile(50), self.percentile(99)) {
            lines.push(format!("  answered within: p50 {half}, p99 {most}"));
        }
        lines.push(String::new());
        lines.join("\n")
    }

    /// In milliseconds, of all that were answered.
    fn percentile(&self, percent: usize) -> Option<String> {
        let last = self.took.len().checked_sub(1)?;
        let micros = self.took.get(last * percent / 100)?.as_micros();
        Some(format!("{}.{} ms", micros / 1_000, micros % 1_000 / 100))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_answered_is_counted() {
        let mut tally = Tally::default();
        for millis in 1..=100 {
            tally.count(Ok(200), Duration::from_millis(millis));
        }
        tally.count(Ok(429), Duration::from_millis(500));
        tally.count(Err(Error::unavailable("x", "Nobody is there.")), Duration::ZERO);
        let report = tally.report("http://127.0.0.1:1/webhooks/1");
        assert_eq!(
            report,
            "102 sent to http://127.0.0.1:1/webhooks/1\n  200: 100\n  429: 1\n  no answer: Nobody is there.: 1\n  \
             answered within: p50 51.0 ms, p99 100.0 ms\n"
        );
    }
}
