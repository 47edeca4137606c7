import { expect, it } from 'vitest';
import { revenueOf } from './revenue';

it('adds up each currency for itself', () => {
  const total = (amount_minor: number, currency: string) => ({ total: { amount_minor, currency } });
  expect(revenueOf([total(500, 'USD'), total(1000, 'EUR'), total(250, 'EUR')])).toEqual([
    { amount_minor: 1250, currency: 'EUR' },
    { amount_minor: 500, currency: 'USD' },
  ]);
  expect(revenueOf([])).toEqual([]);
});
