import type { PurchaseLine, PurchaseOrder, PurchaseState } from '@/api/types';
import type { Tone } from '@/ui/StatusBadge';

export const PURCHASE_STATES: readonly PurchaseState[] = ['draft', 'ordered', 'partly_received', 'received', 'cancelled'];

export const PURCHASE_TONES: Record<PurchaseState, Tone> = {
  draft: 'quiet',
  ordered: 'busy',
  partly_received: 'warn',
  received: 'good',
  cancelled: 'quiet',
};

/** What is still to come of a line. */
export const outstanding = ({ quantity, received }: Pick<PurchaseLine, 'quantity' | 'received'>) => Math.max(0, quantity - received);

/** What the goods cost, without what comes on top. */
export const goodsCost = (lines: readonly Pick<PurchaseLine, 'quantity' | 'unit_cost_minor'>[]) =>
  lines.reduce((sum, { quantity, unit_cost_minor }) => sum + quantity * unit_cost_minor, 0);

/** Whether goods were expected before now and have not all come. */
export function isLate({ state, expected_at }: PurchaseOrder, now: number): boolean {
  return (state === 'ordered' || state === 'partly_received') && expected_at !== null && Date.parse(expected_at) < now;
}

/** The least that can be ordered: the minimum, in whole packs. */
export function leastOrder({ pack_size, minimum_quantity }: { pack_size: number; minimum_quantity: number }): number {
  return Math.max(1, Math.ceil(minimum_quantity / pack_size)) * pack_size;
}

/** A rate as people write it, of millionths. */
export const rateText = (ppm: number) => String(ppm / 1_000_000);

/** A rate as people write it ("0.9132") in millionths; `null` when it is none. */
export function rateOf(typed: string): number | null {
  const match = /^(\d{1,6})(?:[.,](\d{1,6}))?$/.exec(typed.trim());
  if (match === null) return null;
  const ppm = Number(match[1]) * 1_000_000 + Number((match[2] ?? '').padEnd(6, '0') || '0');
  return ppm > 0 ? ppm : null;
}
