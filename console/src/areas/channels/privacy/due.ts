import type { PrivacyRequest } from '@/api/types';
import type { Tone } from '@/ui/StatusBadge';

const WEEK_MS = 7 * 86_400_000;

/** How a request stands: done, in time, soon due, or late. */
export type Standing = 'done' | 'open' | 'soon' | 'late';

export const STANDING_TONES: Record<Standing, Tone> = { done: 'good', open: 'busy', soon: 'warn', late: 'bad' };

export function standingOf({ state, due_at: due }: Pick<PrivacyRequest, 'state' | 'due_at'>, now: number): Standing {
  if (state === 'done') return 'done';
  const left = Date.parse(due) - now;
  if (left < 0) return 'late';
  return left < WEEK_MS ? 'soon' : 'open';
}
