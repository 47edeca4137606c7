import { describe, expect, it } from 'vitest';
import type { Quote } from '@/api/types';
import { ratesOf } from './taxRates';

function quote(rates: readonly string[], shipping: number): Quote {
  return {
    lines: rates.map((tax_rate) => ({ tax_rate })),
    shipping: { amount_minor: shipping, currency: 'EUR' },
    shipping_tax_rate: '20',
  } as Quote;
}

describe('the rates of an order', () => {
  it('are each said once, the highest first', () => {
    expect(ratesOf(quote(['7', '19', '7', '0'], 0))).toBe('19 %, 7 %');
  });

  it('are also those of shipping, when that costs something', () => {
    expect(ratesOf(quote(['19'], 490))).toBe('20 %, 19 %');
    expect(ratesOf(quote(['0'], 0))).toBe('');
  });
});
