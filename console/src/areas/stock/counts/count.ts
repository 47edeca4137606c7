import type { CountState } from '@/api/types';
import type { Tone } from '@/ui/StatusBadge';

export const COUNT_STATES: readonly CountState[] = ['open', 'applied', 'cancelled'];

export const COUNT_TONES: Record<CountState, Tone> = { open: 'busy', applied: 'good', cancelled: 'quiet' };
