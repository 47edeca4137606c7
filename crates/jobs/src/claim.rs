//! Who gets the free slots. Organizations share them evenly, whatever the length of their queues.

use std::collections::HashMap;

use db::Tx;
use db::dialect::jobs::JobClaim;
use kernel::{Result, TenantId};
use uuid::Uuid;

use crate::store::{self, Claimed};

/// How many waiting organizations are looked at in one round, at least. The rotation brings the others to the front.
const WINDOW: usize = 64;

/// The slots of one queue in one worker.
#[derive(Debug, Clone)]
pub(crate) struct Slots {
    /// How many there are.
    pub(crate) total: usize,
    /// How many of them each organization holds.
    pub(crate) held: HashMap<TenantId, usize>,
    /// Where the next round starts among the organizations.
    pub(crate) from: Uuid,
}

impl Slots {
    /// All free.
    pub(crate) fn new(total: usize) -> Self {
        Self { total, held: HashMap::new(), from: Uuid::nil() }
    }

    /// How many hold no job.
    pub(crate) fn free(&self) -> usize {
        self.total.saturating_sub(self.held.values().sum())
    }

    /// A job of `tenant` has left its slot.
    pub(crate) fn release(&mut self, tenant: TenantId) {
        if let Some(held) = self.held.get_mut(&tenant) {
            *held -= 1;
            if *held == 0 {
                self.held.remove(&tenant);
            }
        }
    }

    /// The most that one organization may hold: never all, so that the first job of another can start at once. A
    /// worker with a single slot has none to spare.
    fn most(&self) -> usize {
        self.total.saturating_sub(1).max(1)
    }

    /// Deals the free slots to `waiting` one by one, each to the organization that holds the fewest; among equals the
    /// one that is next in turn.
    fn deal(&self, waiting: &[TenantId]) -> Vec<(TenantId, usize)> {
        let mut dealt: Vec<(TenantId, usize)> = waiting.iter().map(|tenant| (*tenant, 0)).collect();
        for _ in 0..self.free() {
            let holds = |tenant: &TenantId, given: usize| self.held.get(tenant).copied().unwrap_or(0) + given;
            let next = dealt
                .iter_mut()
                .map(|entry| (holds(&entry.0, entry.1), entry))
                .filter(|(holds, _)| *holds < self.most())
                .min_by_key(|(holds, _)| *holds);
            let Some((_, entry)) = next else { break };
            entry.1 += 1;
        }
        dealt.retain(|(_, given)| *given > 0);
        dealt
    }
}

/// Fills the free slots of a queue. Slots that an organization turns out not to need go to the others.
pub(crate) async fn fill(tx: &mut Tx, claim: &JobClaim, slots: &mut Slots) -> Result<Vec<Claimed>> {
    let mut claimed: Vec<Claimed> = Vec::new();
    if slots.free() == 0 {
        return Ok(claimed);
    }
    let mut waiting = waiting_in_turn(tx, claim.queue, slots).await?;
    loop {
        let dealt = slots.deal(&waiting);
        if dealt.is_empty() {
            return Ok(claimed);
        }
        for (tenant, share) in dealt {
            let limit = i64::try_from(share).unwrap_or(i64::MAX);
            let jobs: Vec<Claimed> = db::dialect::jobs::claim(tx, claim, tenant, limit).await?;
            if jobs.len() < share {
                waiting.retain(|other| *other != tenant);
            }
            if !jobs.is_empty() {
                *slots.held.entry(tenant).or_default() += jobs.len();
                slots.from = after(tenant);
            }
            claimed.extend(jobs);
        }
    }
}

/// The organizations with ready jobs, starting where the last round ended and going around once.
async fn waiting_in_turn(tx: &mut Tx, queue: &'static str, slots: &Slots) -> Result<Vec<TenantId>> {
    let wanted = WINDOW.max(slots.free() * 2);
    let limit = i64::try_from(wanted).unwrap_or(i64::MAX);
    let mut waiting = store::waiting_tenants(tx, queue, slots.from, limit).await?;
    if waiting.len() < wanted && !slots.from.is_nil() {
        let first = store::waiting_tenants(tx, queue, Uuid::nil(), limit).await?;
        waiting.extend(first.into_iter().filter(|tenant| tenant.uuid() < slots.from));
        waiting.truncate(wanted);
    }
    Ok(waiting)
}

fn after(tenant: TenantId) -> Uuid {
    Uuid::from_u128(tenant.uuid().as_u128().wrapping_add(1))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tenant(n: u128) -> TenantId {
        TenantId::from_uuid(Uuid::from_u128(n))
    }

    fn slots(total: usize, held: &[(u128, usize)]) -> Slots {
        Slots { held: held.iter().map(|(t, n)| (tenant(*t), *n)).collect(), ..Slots::new(total) }
    }

    fn deal(slots: &Slots, waiting: &[u128]) -> Vec<(u128, usize)> {
        let waiting: Vec<_> = waiting.iter().map(|n| tenant(*n)).collect();
        slots.deal(&waiting).into_iter().map(|(t, n)| (t.uuid().as_u128(), n)).collect()
    }

    #[test]
    fn slots_are_shared_evenly_and_the_last_is_never_one_tenants_own() {
        assert_eq!(deal(&slots(8, &[]), &[1]), [(1, 7)]);
        assert_eq!(deal(&slots(1, &[]), &[1, 2]), [(1, 1)]);
        assert_eq!(deal(&slots(8, &[]), &[2, 1, 3]), [(2, 3), (1, 3), (3, 2)]);
        assert_eq!(deal(&slots(8, &[(1, 7)]), &[1, 2]), [(2, 1)]);
        assert_eq!(deal(&slots(8, &[(1, 4)]), &[1, 2]), [(2, 4)]);
        assert_eq!(deal(&slots(4, &[]), &[5, 6, 7, 8, 9]), [(5, 1), (6, 1), (7, 1), (8, 1)]);
        assert_eq!(deal(&slots(4, &[(1, 3)]), &[1]), []);
    }
}
