import type { Order, Payment, Return, Shipment } from '@/api/types';
import type { Tone } from '@/ui/StatusBadge';

type Tones<State extends string> = Readonly<Record<State, Tone>>;

/** How far an order is paid, in the order in which that happens. */
export const FINANCIAL: Tones<Order['financial_state']> = {
  pending: 'warn',
  authorized: 'busy',
  partly_paid: 'warn',
  paid: 'good',
  partly_refunded: 'quiet',
  refunded: 'quiet',
  voided: 'quiet',
};

export const FULFILMENT: Tones<Order['fulfilment_state']> = {
  unfulfilled: 'warn',
  partly_fulfilled: 'busy',
  fulfilled: 'good',
  cancelled: 'quiet',
};

export const RETURNS: Tones<Order['return_state']> = {
  none: 'quiet',
  requested: 'warn',
  in_progress: 'busy',
  partly_returned: 'quiet',
  returned: 'quiet',
};

export const PAYMENTS: Tones<Payment['state']> = {
  pending: 'warn',
  authorized: 'busy',
  captured: 'good',
  voided: 'quiet',
  failed: 'bad',
};

export const SHIPMENTS: Tones<Shipment['state']> = { shipped: 'busy', delivered: 'good', failed: 'bad' };

export const RETURN_STEPS: Tones<Return['state']> = {
  requested: 'warn',
  approved: 'busy',
  received: 'busy',
  inspected: 'good',
  rejected: 'quiet',
  cancelled: 'quiet',
};

export const SOURCES: readonly Order['source'][] = ['storefront', 'manual', 'api', 'channel', 'exchange'];

/** The states a map knows, in its order. */
export function statesOf<State extends string>(tones: Tones<State>): State[] {
  return Object.keys(tones) as State[];
}
