import type { DeliveryState } from '@/api/types';
import type { Tone } from '@/ui/StatusBadge';

/** What can become of a delivery, with its colour; first what somebody has to do something about. */
export const STATE_TONES: Record<DeliveryState, Tone> = {
  failed: 'bad',
  review: 'warn',
  waiting: 'busy',
  processed: 'good',
  ignored: 'quiet',
  stale: 'quiet',
};

export const DELIVERY_STATES = Object.keys(STATE_TONES) as DeliveryState[];
