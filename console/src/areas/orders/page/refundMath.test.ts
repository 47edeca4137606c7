import { describe, expect, it } from 'vitest';
import { refundOf, shippingLeft } from './refundMath';

const money = (amount_minor: number) => ({ amount_minor, currency: 'EUR' });
const line = (quantity: number, total: number, refunded_quantity = 0, refunded = 0) => ({
  quantity,
  refunded_quantity,
  total: money(total),
  refunded: money(refunded),
});

describe('what goes back', () => {
  it('is the whole line in the end, in whatever portions', () => {
    let [count, minor] = [0, 0];
    for (const take of [1, 1, 1]) {
      minor += refundOf(line(3, 1000, count, minor), take);
      count += take;
    }
    expect(minor).toBe(1000);
    expect(refundOf(line(3, 1000), 1)).toBe(333);
    expect(refundOf(line(3, 1000, 1, 333), 1)).toBe(334);
  });

  it('is never more than is left of a line that an edit has made cheaper', () => {
    expect(refundOf(line(2, 1000, 1, 800), 1)).toBe(200);
  });

  it('is what the total has above the lines, for shipping', () => {
    const order = { total: money(1490), lines: [line(1, 1000)], refunds: [{ shipping: money(90) }] };
    expect(shippingLeft(order as unknown as Parameters<typeof shippingLeft>[0])).toBe(400);
  });
});
