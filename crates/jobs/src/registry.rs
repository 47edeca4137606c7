//! Which jobs this program knows, and what they need to run.

use std::any::{Any, TypeId};
use std::collections::HashMap;
use std::fmt;
use std::pin::Pin;
use std::sync::Arc;

use kernel::{Error, Result};
use serde_json::value::RawValue;

use crate::enqueue::NewJob;
use crate::{Failure, Job, JobCtx};

pub(crate) type JobFuture = Pin<Box<dyn Future<Output = Result<(), Failure>> + Send>>;

/// A job's type, reduced to what is done with it by name.
#[derive(Clone, Copy)]
pub(crate) struct Definition {
    pub(crate) name: &'static str,
    pub(crate) run: fn(String, JobCtx) -> JobFuture,
    prepare: fn(&RawValue) -> Result<NewJob, serde_json::Error>,
}

/// The shared values that jobs may ask for, by type.
pub(crate) type States = HashMap<TypeId, Arc<dyn Any + Send + Sync>>;

/// Names to jobs, and the state that jobs reach through [`JobCtx::state`]. Each domain brings its own; the program
/// puts them together at start.
#[derive(Clone, Default)]
pub struct Registry {
    definitions: HashMap<&'static str, Definition>,
    states: States,
}

impl fmt::Debug for Registry {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set().entries(self.definitions.keys()).finish()
    }
}

impl Registry {
    /// Knows nothing yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a job. Two jobs of one name are a programming error and end the start of the program.
    #[must_use]
    pub fn register<J: Job>(mut self) -> Self {
        self.add(Definition { name: J::NAME, run: run::<J>, prepare: prepare::<J> });
        self
    }

    /// Adds what another registry knows.
    #[must_use]
    pub fn merge(mut self, other: Self) -> Self {
        for definition in other.definitions.into_values() {
            self.add(definition);
        }
        self.states.extend(other.states);
        self
    }

    /// Adds a value that jobs may ask for by its type; a later one of the same type replaces it.
    #[must_use]
    pub fn state<T: Any + Send + Sync>(mut self, value: Arc<T>) -> Self {
        self.states.insert(TypeId::of::<T>(), value);
        self
    }

    /// The names of all jobs, sorted.
    pub fn names(&self) -> Vec<&'static str> {
        let mut names: Vec<_> = self.definitions.keys().copied().collect();
        names.sort_unstable();
        names
    }

    /// A job by name and payload, as schedules and the API give it. Refused when no job has that name, or when the
    /// payload is not one of its.
    pub fn prepare(&self, name: &str, payload: &RawValue) -> Result<NewJob> {
        let definition = self
            .definition(name)
            .ok_or_else(|| Error::invalid("job", "unknown_job", format!("No job is called {name}.")))?;
        (definition.prepare)(payload).map_err(|error| {
            Error::invalid("payload", "invalid", format!("This is no payload of {name}: {error}."))
        })
    }

    pub(crate) fn definition(&self, name: &str) -> Option<Definition> {
        self.definitions.get(name).copied()
    }

    pub(crate) fn states(&self) -> &States {
        &self.states
    }

    fn add(&mut self, definition: Definition) {
        let before = self.definitions.insert(definition.name, definition);
        assert!(before.is_none(), "two jobs are called {}", definition.name);
    }
}

fn prepare<J: Job>(payload: &RawValue) -> Result<NewJob, serde_json::Error> {
    let job: J = serde_json::from_str(payload.get())?;
    NewJob::of(&job).map_err(serde::ser::Error::custom)
}

fn run<J: Job>(payload: String, ctx: JobCtx) -> JobFuture {
    Box::pin(async move {
        let job: J = serde_json::from_str(&payload).map_err(|error| {
            Failure::fail(format!("The stored payload is not one of {}: {error}.", J::NAME))
        })?;
        job.run(ctx).await
    })
}
