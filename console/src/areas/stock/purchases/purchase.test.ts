import { expect, test } from 'vitest';
import { goodsCost, leastOrder, outstanding, rateOf, rateText } from './purchase';

test('a rate is read without losing a digit', () => {
  expect(rateOf('0.9132')).toBe(913_200);
  expect(rateOf('1,25')).toBe(1_250_000);
  expect(rateOf('0.000001')).toBe(1);
  expect(rateOf('0')).toBeNull();
  expect(rateOf('abc')).toBeNull();
  for (const ppm of [1, 6_200, 913_200, 1_000_000, 187_500_001]) expect(rateOf(rateText(ppm))).toBe(ppm);
});

test('the least order is the minimum in whole packs', () => {
  expect(leastOrder({ pack_size: 12, minimum_quantity: 20 })).toBe(24);
  expect(leastOrder({ pack_size: 6, minimum_quantity: 1 })).toBe(6);
});

test('more than was ordered leaves nothing to come', () => {
  expect(outstanding({ quantity: 10, received: 12 })).toBe(0);
  expect(goodsCost([{ quantity: 3, unit_cost_minor: 250 }, { quantity: 2, unit_cost_minor: 100 }])).toBe(950);
});
