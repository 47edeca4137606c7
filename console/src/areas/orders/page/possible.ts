import type { OrderDetail, OrderLine } from '@/api/types';

/** How many of a line are left to send. */
export function leftToShip({ requires_shipping, quantity, shipped_quantity }: OrderLine): number {
  return requires_shipping ? Math.max(quantity - shipped_quantity, 0) : 0;
}

/** How many of a line are with the customer, and not on their way back in an open return. */
export function withCustomer(order: OrderDetail, line: OrderLine): number {
  const open = order.returns.filter(({ state }) => state === 'requested' || state === 'approved');
  const coming = open.flatMap(({ lines }) => lines).filter(({ line_id }) => line_id === line.id);
  return Math.max(line.shipped_quantity - line.returned_quantity - coming.reduce((sum, { quantity }) => sum + quantity, 0), 0);
}

export function canShip(order: OrderDetail): boolean {
  return order.state === 'open' && order.lines.some((line) => leftToShip(line) > 0);
}

export function canReturn(order: OrderDetail): boolean {
  return order.lines.some((line) => withCustomer(order, line) > 0);
}

/** Platforms keep the amounts of their orders; what was cancelled stays as it was. */
export function canEdit(order: OrderDetail): boolean {
  return order.state === 'open' && order.source !== 'channel';
}

/** Only what has not left can be called off. */
export function canCancel(order: OrderDetail): boolean {
  return order.state === 'open' && order.lines.every(({ shipped_quantity: shipped }) => shipped === 0);
}
