import { describe, expect, it } from 'vitest';
import { NO_DISCOUNT, discountOf, discountValues, discountsOf, discountsValues, isPercent } from './discount';

describe('a discount on the whole', () => {
  it('comes back as it went in', () => {
    for (const discount of [
      { title: 'SPRING10', kind: 'percent', percent: '10' },
      { title: 'Friends', kind: 'fixed', amount_minor: 500 },
    ] as const) {
      expect(discountOf(discountValues(discount), 'Discount')).toEqual(discount);
    }
  });

  it('is none while it takes nothing off', () => {
    const values = { title: '', amount: null, percent: '' };
    expect(discountOf({ ...values, kind: 'fixed' }, 'Discount')).toBeNull();
    expect(discountOf({ ...values, kind: 'percent', percent: '101' }, 'Discount')).toBeNull();
    expect(discountOf({ ...values, kind: 'percent', percent: '8,875' }, 'Discount')).toEqual({
      title: 'Discount',
      kind: 'percent',
      percent: '8.875',
    });
  });

  it('is one of several, which keep their order', () => {
    const several = [
      { title: 'SPRING10', kind: 'percent', percent: '10' },
      { title: 'Friends', kind: 'fixed', amount_minor: 500 },
    ] as const;
    expect(discountsOf(discountsValues(several), 'Discount')).toEqual(several);
    expect(discountsOf([...discountsValues(several), NO_DISCOUNT], 'Discount')).toEqual(several);
    expect(discountsValues([])).toEqual([NO_DISCOUNT]);
  });

  it('has four digits after the point at most', () => {
    expect(['0', '100', '8.8755'].every(isPercent)).toBe(true);
    expect(['', '-1', '8.87555', 'ten'].some(isPercent)).toBe(false);
  });
});
