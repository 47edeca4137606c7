import { expect, test } from 'vitest';
import type { PurchaseOrder } from '@/api/types';
import { bodyOf, valuesOf } from './purchaseValues';

const draft = {
  expected_at: '2026-12-05T08:15:00Z',
  extra_cost_minor: 700,
  exchange_rate_ppm: 913_200,
  location_id: 'loc_1',
  note: null,
  lines: [{ variant_id: 'var_1', title: 'Mug', variant_title: 'Moss', sku: 'MUG', quantity: 12, unit_cost_minor: 500 }],
} as unknown as PurchaseOrder;

test('a draft that nobody touched says the same again', () => {
  const values = valuesOf(draft);
  expect(values.lines[0]?.title).toBe('Mug · Moss');
  expect(bodyOf(values, draft, true)).toEqual({
    expected_at: '2026-12-05T08:15:00Z',
    extra_cost_minor: 700,
    exchange_rate_ppm: 913_200,
    note: null,
    lines: [{ variant_id: 'var_1', quantity: 12, unit_cost_minor: 500 }],
  });
});

test('another day is said at noon, and an emptied one not at all', () => {
  const values = valuesOf(draft);
  const later = bodyOf({ ...values, expected: '2026-12-24' }, draft, false);
  expect(new Date(later.expected_at ?? '').getHours()).toBe(12);
  expect(later.exchange_rate_ppm).toBeNull();
  expect(bodyOf({ ...values, expected: '' }, draft, false).expected_at).toBeNull();
});
