//! The one loop of a worker. Each turn is one transaction that records what has ended, keeps leases alive and claims
//! new jobs, so the database sees one writer per process however many jobs run.

use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;

use db::dialect::jobs as dialect;
use db::dialect::jobs::JobClaim;
use db::{Db, Topic, Tx, Wakes};
use kernel::{Result, Scope};
use metrics::{gauge, histogram};
use tokio::sync::broadcast::Receiver;
use tokio::sync::oneshot;
use tokio::task::{Id as TaskId, JoinError, JoinSet};
use tokio::time::{Instant, sleep, timeout_at};
use uuid::Uuid;

use super::{DrainReport, WorkerConfig, house};
use crate::claim::{self, Slots};
use crate::run::{self, Ended};
use crate::store::{self, Claimed, Unfinished};
use crate::{Failure, JobCtx, Queue, Registry};

/// How long to leave the database alone after an error.
const ERROR_PAUSE: Duration = Duration::from_millis(500);
/// How long a cancelled job may take to leave by itself, and an ended one to be gone.
const GRACE: Duration = Duration::from_millis(500);
/// How often a drained worker tries to record its last results.
const LAST_TRIES: u32 = 5;
const GAUGE_INTERVAL: Duration = Duration::from_secs(15);

struct Running {
    job: Claimed,
    queue: Queue,
    ctx: JobCtx,
    abort: tokio::task::AbortHandle,
    started: Instant,
    renewed: Instant,
}

pub(super) struct Dispatcher {
    db: Db,
    registry: Arc<Registry>,
    config: WorkerConfig,
    worker: Uuid,
    slots: HashMap<Queue, Slots>,
    tasks: JoinSet<Result<(), Failure>>,
    running: HashMap<TaskId, Running>,
    /// Ends that the database does not know yet.
    ended: Vec<Ended>,
    wakes: Receiver<Topic>,
    draining: bool,
    drained: DrainReport,
    heartbeat_due: Instant,
    housekeeping_due: Instant,
    gauge_due: Instant,
}

impl Dispatcher {
    pub(super) fn new(db: Db, registry: Arc<Registry>, config: WorkerConfig) -> Self {
        let now = Instant::now();
        let slots = config.queues.iter().map(|(queue, total)| (*queue, Slots::new(*total))).collect();
        Self {
            worker: db.env().random_uuid(),
            wakes: db.wakes().subscribe(),
            db,
            registry,
            config,
            slots,
            tasks: JoinSet::new(),
            running: HashMap::new(),
            ended: Vec::new(),
            draining: false,
            drained: DrainReport::default(),
            heartbeat_due: now,
            housekeeping_due: now,
            gauge_due: now,
        }
    }

    /// Works until it is told to drain, or until its handle is dropped.
    pub(super) async fn run(mut self, mut orders: oneshot::Receiver<Duration>) -> DrainReport {
        let news = Topic::jobs();
        let idle = self.config.poll_interval.min(self.heartbeat_interval());
        loop {
            self.turn_or_pause().await;
            tokio::select! {
                order = &mut orders => return match order {
                    Ok(patience) => self.drain(patience).await,
                    Err(_) => DrainReport::default(),
                },
                Some(end) = self.tasks.join_next_with_id() => self.collect(end),
                _ = Wakes::wait(&mut self.wakes, &news, idle) => {}
            }
            self.collect_all_ended();
            self.report_gauges().await;
        }
    }

    async fn drain(mut self, patience: Duration) -> DrainReport {
        self.draining = true;
        let deadline = Instant::now() + patience;
        while !self.tasks.is_empty() && Instant::now() < deadline {
            let next = deadline.min(self.heartbeat_due);
            if let Ok(Some(end)) = timeout_at(next, self.tasks.join_next_with_id()).await {
                self.collect(end);
            }
            self.collect_all_ended();
            self.turn_or_pause().await;
        }
        for running in self.running.values() {
            running.ctx.cancelled().cancel();
        }
        self.collect_until(Instant::now() + GRACE).await;
        self.tasks.abort_all();
        self.collect_until(Instant::now() + GRACE).await;
        for _ in 0..LAST_TRIES {
            self.turn_or_pause().await;
            if self.ended.is_empty() {
                break;
            }
        }
        self.drained
    }

    async fn collect_until(&mut self, deadline: Instant) {
        while let Ok(Some(end)) = timeout_at(deadline, self.tasks.join_next_with_id()).await {
            self.collect(end);
        }
    }

    fn collect_all_ended(&mut self) {
        while let Some(end) = self.tasks.try_join_next_with_id() {
            self.collect(end);
        }
    }

    /// Frees the slot of a job that has ended and notes what becomes of the job.
    fn collect(&mut self, end: Result<(TaskId, Result<(), Failure>), JoinError>) {
        let id = match &end {
            Ok((id, _)) => *id,
            Err(error) => error.id(),
        };
        let Some(Running { job, queue, ctx, started, .. }) = self.running.remove(&id) else { return };
        if let Some(slots) = self.slots.get_mut(&queue) {
            slots.release(job.tenant_id);
        }
        histogram!("jobs_run_seconds", "name" => job.name.clone()).record(started.elapsed().as_secs_f64());
        let interrupted = ctx.cancelled().is_cancelled();
        let ended = match end {
            Ok((_, Err(_))) if interrupted => Ended { job, unfinished: Some(Unfinished::GiveBack) },
            Ok((_, outcome)) => run::end(self.db.env(), job, outcome),
            Err(error) if error.is_cancelled() => Ended { job, unfinished: Some(Unfinished::GiveBack) },
            Err(error) => run::end(self.db.env(), job, Err(run::panicked(error))),
        };
        ended.report();
        match ended.unfinished {
            Some(Unfinished::GiveBack) if self.draining => self.drained.returned += 1,
            _ if self.draining => self.drained.finished += 1,
            _ => {}
        }
        self.ended.push(ended);
    }

    fn heartbeat_interval(&self) -> Duration {
        self.config.lease / 3
    }

    /// One turn, or a pause when the database does not answer.
    async fn turn_or_pause(&mut self) {
        if let Err(error) = self.turn().await {
            tracing::warn!(%error, "the job queue cannot be reached; trying again");
            sleep(ERROR_PAUSE).await;
        }
        self.give_up_lost_leases();
    }

    /// One turn. On an error nothing has happened: what had ended is recorded in a later turn.
    async fn turn(&mut self) -> Result<()> {
        // Whatever these announce is looked at now.
        Wakes::forget(&mut self.wakes);
        let now = Instant::now();
        let heartbeat = now >= self.heartbeat_due && !self.running.is_empty();
        if now >= self.housekeeping_due && !self.draining {
            let more = house::keep(&self.db, &self.registry).await;
            self.housekeeping_due = if more { now } else { now + self.config.poll_interval };
        }
        let claiming = !self.draining && self.slots.values().any(|slots| slots.free() > 0);
        if self.ended.is_empty() && !heartbeat && !claiming {
            return Ok(());
        }
        let mut tx = self.db.begin_write(&Scope::installation("worker")).await?;
        run::settle(&mut tx, self.worker, &self.ended).await?;
        let renewed = if heartbeat { self.renew(&mut tx).await? } else { Vec::new() };
        // The slots count as taken only once the transaction has committed.
        let mut slots = self.slots.clone();
        let claimed = if claiming { self.claim(&mut tx, &mut slots).await? } else { Vec::new() };
        tx.commit().await?;
        self.ended.clear();
        self.slots = slots;
        if heartbeat {
            self.heartbeat_due = now + self.heartbeat_interval();
            for running in self.running.values_mut() {
                if renewed.contains(&(running.job.id.uuid(), running.job.attempt)) {
                    running.renewed = now;
                }
            }
        }
        for (queue, job) in claimed {
            self.start(queue, job, now);
        }
        Ok(())
    }

    async fn renew(&self, tx: &mut Tx) -> Result<Vec<(Uuid, i64)>> {
        let held = self.running.values().map(|running| running.job.key()).collect();
        let lease_until = tx.now().plus(self.config.lease);
        dialect::renew(tx, self.worker, held, lease_until).await
    }

    async fn claim(&self, tx: &mut Tx, slots: &mut HashMap<Queue, Slots>) -> Result<Vec<(Queue, Claimed)>> {
        let lease_until = tx.now().plus(self.config.lease);
        let mut claimed = Vec::new();
        for (queue, slots) in slots {
            let claim = JobClaim { queue: queue.as_str(), worker: self.worker, lease_until };
            let jobs = claim::fill(tx, &claim, slots).await?;
            claimed.extend(jobs.into_iter().map(|job| (*queue, job)));
        }
        Ok(claimed)
    }

    fn start(&mut self, queue: Queue, job: Claimed, now: Instant) {
        let ctx = JobCtx::new(self.db.clone(), Arc::clone(&self.registry), self.worker, &job);
        let work = run::attempt(Arc::clone(&self.registry), job.clone(), ctx.clone());
        let abort = self.tasks.spawn(work);
        self.running.insert(abort.id(), Running { job, queue, ctx, abort, started: now, renewed: now });
    }

    /// Ends jobs whose lease could not be renewed in time: by now another worker may run them.
    fn give_up_lost_leases(&self) {
        for running in self.running.values() {
            let lost = running.renewed.elapsed() >= self.config.lease && !running.ctx.is_completed();
            if lost && !running.abort.is_finished() {
                tracing::warn!(name = running.job.name, id = %running.job.id, "lost the lease of a job; ending it");
                running.ctx.cancelled().cancel();
                running.abort.abort();
            }
        }
    }

    async fn report_gauges(&mut self) {
        if Instant::now() < self.gauge_due {
            return;
        }
        self.gauge_due = Instant::now() + GAUGE_INTERVAL;
        let counts =
            self.db.read(&Scope::installation("worker"), async |tx| store::count_ready(tx).await).await;
        let Ok(counts) = counts else { return };
        for queue in Queue::ALL {
            let ready = counts.iter().find(|(name, _)| name == queue.as_str()).map_or(0, |(_, n)| *n);
            // A gauge is a float by its format; counts beyond 2^32 read as 2^32.
            gauge!("jobs_ready", "queue" => queue.as_str()).set(u32::try_from(ready).unwrap_or(u32::MAX));
        }
    }
}
