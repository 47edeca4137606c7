//! Numbers for Prometheus: what the crates count through the `metrics` facade, and what the process itself uses.

use std::fs;
use std::time::Duration;

use kernel::{Error, Result, Timestamp};
use metrics_exporter_prometheus::{Matcher, PrometheusBuilder, PrometheusHandle};
use tokio_util::sync::CancellationToken;

/// Upper bounds of histograms of seconds.
const SECONDS: [f64; 12] = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 10.0];
/// How often histograms take in what was recorded; between scrapes it would pile up.
const UPKEEP: Duration = Duration::from_secs(5);

/// Renders what was counted. Cheap to clone.
#[derive(Clone)]
pub struct Metrics(PrometheusHandle);

impl std::fmt::Debug for Metrics {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Metrics")
    }
}

impl From<PrometheusHandle> for Metrics {
    /// Renders what this recorder counted; nothing is installed.
    fn from(handle: PrometheusHandle) -> Self {
        Self(handle)
    }
}

impl Metrics {
    /// Begins to count. Once per process, which began `now`.
    pub fn start(now: Timestamp) -> Result<Self> {
        let builder = PrometheusBuilder::new()
            .set_buckets_for_metric(Matcher::Suffix("_seconds".to_owned()), &SECONDS)
            .map_err(Error::internal)?;
        let handle = builder.install_recorder().map_err(Error::internal)?;
        describe();
        let since_epoch = now.since(Timestamp::UNIX_EPOCH).as_secs_f64();
        metrics::gauge!("process_start_time_seconds").set(since_epoch);
        Ok(Self(handle))
    }

    /// Everything in Prometheus's text format.
    pub fn render(&self) -> String {
        let usage = ProcessUsage::now();
        for (name, value) in [
            ("process_resident_memory_bytes", usage.memory_bytes),
            ("process_open_fds", usage.open_files),
            ("process_max_fds", usage.max_files),
            ("process_threads", usage.threads),
        ] {
            if let Some(value) = value {
                #[expect(clippy::cast_precision_loss, reason = "no process uses 2^53 bytes")]
                metrics::gauge!(name).set(value as f64);
            }
        }
        self.0.render()
    }

    /// Keeps histograms small until the process ends.
    pub async fn keep_up(self, stop: CancellationToken) {
        while tokio::time::timeout(UPKEEP, stop.cancelled()).await.is_err() {
            self.0.run_upkeep();
        }
    }
}

fn describe() {
    metrics::describe_counter!("http_requests_total", "Requests answered.");
    metrics::describe_histogram!(
        "http_request_seconds",
        metrics::Unit::Seconds,
        "Time from a request to its answer."
    );
    metrics::describe_counter!("jobs_run_total", "Jobs that were run, by name and outcome.");
    metrics::describe_histogram!("jobs_run_seconds", metrics::Unit::Seconds, "Time that a job ran.");
    metrics::describe_gauge!("jobs_ready", "Jobs that wait for a worker, by queue.");
    metrics::describe_gauge!("process_resident_memory_bytes", metrics::Unit::Bytes, "Memory in RAM.");
    metrics::describe_gauge!("process_open_fds", "Open files and sockets.");
    metrics::describe_gauge!("process_max_fds", "Most files and sockets that may be open.");
    metrics::describe_gauge!("process_threads", "Threads.");
    metrics::describe_gauge!(
        "process_start_time_seconds",
        metrics::Unit::Seconds,
        "Start, seconds since 1970."
    );
}

/// What the process uses, as Linux tells; nothing where there is no `/proc`.
#[derive(Debug, Clone, Copy, Default)]
pub struct ProcessUsage {
    /// Memory in RAM.
    pub memory_bytes: Option<u64>,
    /// Open files and sockets.
    pub open_files: Option<u64>,
    /// Most files and sockets that may be open.
    pub max_files: Option<u64>,
    /// Threads.
    pub threads: Option<u64>,
}

impl ProcessUsage {
    /// Right now.
    pub fn now() -> Self {
        let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
        let limits = fs::read_to_string("/proc/self/limits").unwrap_or_default();
        Self {
            memory_bytes: number_after(&status, "VmRSS:").map(|kib| kib * 1024),
            open_files: fs::read_dir("/proc/self/fd").ok().map(|entries| entries.count() as u64),
            max_files: number_after(&limits, "Max open files"),
            threads: number_after(&status, "Threads:"),
        }
    }
}

fn number_after(text: &str, label: &str) -> Option<u64> {
    text.lines().find_map(|line| line.strip_prefix(label))?.split_whitespace().next()?.parse().ok()
}
