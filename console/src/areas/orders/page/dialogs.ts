import type { Payment, Return, Shipment } from '@/api/types';

/** What can be open over the page of an order: one thing at a time. */
export type OrderDialog =
  | { kind: 'ship' }
  | { kind: 'shipment'; shipment: Shipment }
  | { kind: 'pay' }
  | { kind: 'capture'; payment: Payment }
  | { kind: 'refund'; forReturn?: Return }
  | { kind: 'return' }
  | { kind: 'details' }
  | { kind: 'cancel' };

export type OpenDialog = (dialog: OrderDialog) => void;
