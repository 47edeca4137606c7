//! What was logged while a test ran.

use std::fmt::{Debug, Write};
use std::sync::{Arc, Mutex};

use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::subscriber::DefaultGuard;
use tracing::{Event, Level, Metadata, Subscriber};

/// Collects this crate's events on the test's own thread, which is the one that a test's tasks run on.
#[derive(Debug, Clone, Default)]
pub(super) struct Log(Arc<Mutex<Lines>>);

#[derive(Debug, Default)]
struct Lines {
    lines: Vec<(Level, String)>,
    spans: Vec<String>,
    entered: Vec<u64>,
}

impl Log {
    /// Collects until the guard is dropped.
    pub(super) fn start() -> (Self, DefaultGuard) {
        let log = Self::default();
        (log.clone(), tracing::subscriber::set_default(log))
    }

    /// The lines at this level or above, each with the fields of the spans that it stands in.
    pub(super) fn lines(&self, level: Level) -> Vec<String> {
        let lines = &self.0.lock().unwrap().lines;
        lines.iter().filter(|(at, _)| *at <= level).map(|(_, text)| text.clone()).collect()
    }
}

struct Line(String);

impl Visit for Line {
    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        write!(self.0, "{}={value:?} ", field.name()).unwrap();
    }
}

impl Subscriber for Log {
    fn enabled(&self, metadata: &Metadata<'_>) -> bool {
        metadata.target().starts_with("web")
    }

    fn new_span(&self, attributes: &Attributes<'_>) -> Id {
        let mut line = Line(String::new());
        attributes.record(&mut line);
        let mut log = self.0.lock().unwrap();
        log.spans.push(line.0);
        Id::from_u64(log.spans.len() as u64)
    }

    fn record(&self, _: &Id, _: &Record<'_>) {}

    fn record_follows_from(&self, _: &Id, _: &Id) {}

    fn event(&self, event: &Event<'_>) {
        let mut line = Line(String::new());
        event.record(&mut line);
        let mut log = self.0.lock().unwrap();
        for id in &log.entered {
            line.0.push_str(&log.spans[usize::try_from(*id).unwrap() - 1]);
        }
        log.lines.push((*event.metadata().level(), line.0));
    }

    fn enter(&self, span: &Id) {
        self.0.lock().unwrap().entered.push(span.into_u64());
    }

    fn exit(&self, _: &Id) {
        self.0.lock().unwrap().entered.pop();
    }
}
