import { describe, expect, it } from 'vitest';
import { ApiError } from '@/api/problem';
import { missingIn, nextRow, ratesOf, refusedOf, rowsOf } from './taxModel';

const RATES = [
  { country: 'DE', region: null, tax_class: 'standard', rate: '19', on_shipping: true },
  { country: 'US', region: 'NY', tax_class: 'standard', rate: '8.875', on_shipping: false },
];

describe('tax rates', () => {
  it('are the same after they were shown and saved', () => {
    expect(ratesOf(rowsOf(RATES))).toEqual(RATES);
  });

  it('begin with the country that the shop sells from, and go on with the class that is missing', () => {
    const first = nextRow([], 'ES');
    expect([first.country, first.taxClass, first.onShipping]).toEqual(['ES', 'standard', true]);
    const second = nextRow([first], 'ES');
    expect([second.country, second.taxClass, second.onShipping]).toEqual(['ES', 'reduced', false]);
    expect(missingIn(second)).toEqual(['rate']);
    expect(missingIn({ ...second, country: null, taxClass: ' ', rate: '8,875' })).toEqual(['country', 'tax_class']);
    expect(ratesOf([{ ...second, rate: ' 8,875 ' }])[0]?.rate).toBe('8.875');
  });

  it('say what the server refused at its row', () => {
    const fields = [{ field: 'rates.3.tax_class', code: 'taken', message: 'There already.' }];
    expect(refusedOf(new ApiError(422, { fields })).get('3.tax_class')).toBe('There already.');
    expect(refusedOf(null).size).toBe(0);
  });
});
