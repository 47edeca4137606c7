import type { OrderDetail, OrderLine } from '@/api/types';

type Line = Pick<OrderLine, 'quantity' | 'refunded_quantity' | 'total' | 'refunded'>;

/** `amount · part / whole` in whole minor units, half up: the server's own rule, so that what is shown is what goes back. */
function share(amount: number, part: number, whole: number): number {
  const [a, p, w] = [BigInt(amount), BigInt(part), BigInt(Math.max(whole, 1))];
  return Number((2n * a * p + w) / (2n * w));
}

/** What goes back for so many of a line: its running share, and never more than is left of it. */
export function refundOf(line: Line, take: number): number {
  const { quantity, refunded_quantity: before, total, refunded } = line;
  const until = (count: number) => share(total.amount_minor, Math.min(count, quantity), quantity);
  return Math.min(until(before + take) - until(before), total.amount_minor - refunded.amount_minor);
}

/** What of the shipping can still go back. */
export function shippingLeft(order: Pick<OrderDetail, 'total' | 'lines' | 'refunds'>): number {
  const lines = order.lines.reduce((sum, { total }) => sum + total.amount_minor, 0);
  const refunded = order.refunds.reduce((sum, { shipping }) => sum + shipping.amount_minor, 0);
  return Math.max(order.total.amount_minor - lines - refunded, 0);
}

/** What of all that was paid can still go back. */
export function refundable(order: Pick<OrderDetail, 'captured' | 'refunded'>): number {
  return order.captured.amount_minor - order.refunded.amount_minor;
}
