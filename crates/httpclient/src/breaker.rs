//! A circuit breaker per host: after failures in a row, calls are refused for a while, then one may probe.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use kernel::{Env, Error, Result, Timestamp};

use crate::BreakerPolicy;

/// How many failing hosts are remembered. Beyond it, a new one is not watched until old ones have cooled down.
const MAX_HOSTS: usize = 10_000;

/// The breakers of all hosts. A host is remembered only while it fails.
#[derive(Debug, Clone)]
pub(crate) struct Breakers {
    policy: BreakerPolicy,
    env: Env,
    hosts: Arc<Mutex<HashMap<String, Failing>>>,
}

#[derive(Debug)]
struct Failing {
    in_a_row: u32,
    last: Timestamp,
    probing: bool,
}

/// The right to call a host once. Dropped without a verdict (the caller went away), it counts as nothing.
#[derive(Debug)]
pub(crate) struct Permit {
    breakers: Breakers,
    host: String,
    probe: bool,
}

impl Breakers {
    pub(crate) fn new(policy: BreakerPolicy, env: Env) -> Self {
        Self { policy, env, hosts: Arc::default() }
    }

    /// The right to call `host`, or `circuit_open`.
    pub(crate) fn enter(&self, host: &str) -> Result<Permit> {
        let mut hosts = self.lock();
        let mut probe = false;
        if let Some(failing) = hosts.get_mut(host).filter(|failing| failing.in_a_row >= self.policy.threshold)
        {
            if failing.probing || self.env.now().since(failing.last) < self.policy.cool_down {
                let detail = format!("{host} keeps failing and is not called for now. Try again later.");
                return Err(Error::unavailable("circuit_open", detail));
            }
            failing.probing = true;
            probe = true;
        }
        Ok(Permit { breakers: self.clone(), host: host.to_owned(), probe })
    }

    fn failed(&self, host: &str) {
        let now = self.env.now();
        let mut hosts = self.lock();
        if !hosts.contains_key(host) && hosts.len() >= MAX_HOSTS {
            hosts.retain(|_, failing| now.since(failing.last) < self.policy.cool_down);
            if hosts.len() >= MAX_HOSTS {
                return;
            }
        }
        let failing =
            hosts.entry(host.to_owned()).or_insert(Failing { in_a_row: 0, last: now, probing: false });
        failing.in_a_row = failing.in_a_row.saturating_add(1);
        failing.last = now;
        if failing.in_a_row == self.policy.threshold {
            tracing::warn!(host, failures = failing.in_a_row, "the circuit to a failing host is open");
        }
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<String, Failing>> {
        // No code under this lock can panic half-way through a change, so a poisoned map is still a sound one.
        self.hosts.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Permit {
    /// The host answered: it is well.
    pub(crate) fn succeeded(self) {
        self.breakers.lock().remove(&self.host);
    }

    /// The host did not answer, or its gateway said that it is in trouble.
    pub(crate) fn failed(self) {
        self.breakers.failed(&self.host);
    }
}

impl Drop for Permit {
    fn drop(&mut self) {
        if self.probe
            && let Some(failing) = self.breakers.lock().get_mut(&self.host)
        {
            failing.probing = false;
        }
    }
}
