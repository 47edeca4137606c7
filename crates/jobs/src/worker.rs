//! Workers: they claim jobs, run them, and see to it that none is lost.

use std::sync::Arc;
use std::time::Duration;

use db::Db;
use kernel::{Error, Result};
use tokio::sync::oneshot;
use tokio::task::JoinHandle;

use crate::{Queue, Registry};

mod dispatcher;
mod house;

use dispatcher::Dispatcher;
#[cfg(any(test, feature = "testing"))]
pub(crate) use house::bring_forward;

/// How a worker works.
#[derive(Debug, Clone)]
pub struct WorkerConfig {
    /// The queues to serve and how many of each one's jobs run at the same time. One organization never has all slots
    /// of a queue, so a single slot more than one wants to give it is right.
    pub queues: Vec<(Queue, usize)>,
    /// How long a worker may go unheard of before its jobs go to another. It reports three times in that time.
    /// Workers on several machines compare their clocks with it, so it must be well above the clocks' difference.
    pub lease: Duration,
    /// How often to look for work without being woken. Scheduled jobs start at most this much late.
    pub poll_interval: Duration,
}

impl Default for WorkerConfig {
    fn default() -> Self {
        Self {
            queues: vec![(Queue::Default, 8), (Queue::Mail, 4), (Queue::Low, 3)],
            lease: Duration::from_secs(30),
            poll_interval: Duration::from_secs(1),
        }
    }
}

/// Runs jobs until it is drained or aborted.
#[derive(Debug)]
pub struct Worker;

/// What a drain came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct DrainReport {
    /// Jobs that ran to their end meanwhile.
    pub finished: usize,
    /// Jobs that were interrupted and given back, their attempt not counted.
    pub returned: usize,
}

impl Worker {
    /// Starts one dispatcher, which serves the configured queues from now on.
    pub fn start(db: Db, registry: Arc<Registry>, config: WorkerConfig) -> WorkerHandle {
        let (drain, orders) = oneshot::channel();
        let dispatcher = Dispatcher::new(db, registry, config);
        WorkerHandle { drain, task: tokio::spawn(dispatcher.run(orders)) }
    }
}

/// A running worker. Dropping it ends the worker as [`abort`](Self::abort) does.
#[derive(Debug)]
pub struct WorkerHandle {
    drain: oneshot::Sender<Duration>,
    task: JoinHandle<DrainReport>,
}

impl WorkerHandle {
    /// Claims nothing more, waits up to `timeout` for running jobs, then interrupts those that are left and gives
    /// them back. Takes at most a few seconds longer than `timeout`.
    pub async fn drain(self, timeout: Duration) -> Result<DrainReport> {
        // The only error is that the worker has ended already; its task then says why.
        self.drain.send(timeout).ok();
        self.task.await.map_err(Error::internal)
    }

    /// Ends the worker where it stands, as a crash would: its jobs go to another when their lease lapses.
    pub fn abort(self) {
        self.task.abort();
    }

    /// Whether the worker has ended; one that nobody stopped has crashed.
    pub fn is_finished(&self) -> bool {
        self.task.is_finished()
    }
}
