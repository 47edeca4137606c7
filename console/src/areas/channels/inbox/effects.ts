import type { DeliveryEffect, InboxDeliveryLine } from '@/api/types';

/** Which effect says most about a delivery, the most telling first. */
const RANKS: readonly DeliveryEffect['effect'][] = ['review', 'created', 'updated', 'unchanged', 'stale', 'skipped'];

/** The one effect that a list shows: what somebody has to decide, or else what was made or changed here. */
export function mainEffect(effects: readonly DeliveryEffect[]): DeliveryEffect | null {
  const rank = ({ effect }: DeliveryEffect) => RANKS.indexOf(effect);
  return effects.reduce<DeliveryEffect | null>((best, one) => (best === null || rank(one) < rank(best) ? one : best), null);
}

/** What an id of ours is the id of, as far as there is a page to show it on. */
export type Here = 'order' | 'product' | 'variant' | 'customer';

const PREFIXES: Record<string, Here> = { order: 'order', prod: 'product', var: 'variant', cust: 'customer' };

export function hereOf(id: string): Here | null {
  return PREFIXES[id.slice(0, Math.max(0, id.lastIndexOf('_')))] ?? null;
}

type Replayed = Pick<InboxDeliveryLine, 'state' | 'dropped_at'>;

/** Whether a delivery can be processed again: what waits is processed anyway, and what was dropped is gone. */
export function isReplayable({ state, dropped_at: dropped }: Replayed): boolean {
  return state !== 'waiting' && dropped === null;
}

/** Whether it is about to be processed, so that it is worth looking again in a moment. */
export function isUnderWay({ state, next_attempt_at: next }: Pick<InboxDeliveryLine, 'state' | 'next_attempt_at'>): boolean {
  return state === 'waiting' && next === null;
}
