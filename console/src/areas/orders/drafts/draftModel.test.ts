import { describe, expect, it } from 'vitest';
import { EMPTY, contentOf, draftValues } from './draftModel';

const line = { key: 'var_1-0', variant_id: 'var_1', title: 'Socks', detail: '', quantity: 2, price: 900 };

describe('a draft', () => {
  it('is the same after it was saved and opened again', () => {
    const values = {
      ...EMPTY,
      shop_id: 'shop_1',
      name: 'Ada Lovelace',
      lines: [line],
      taxRate: '19',
      discount: { kind: 'fixed' as const, title: 'Friends', amount: 100, percent: '' },
      address: { ...EMPTY.address, name: 'Ada', line1: 'Torstraße 1', city: 'Berlin', country: 'DE' },
      tags: ['gift'],
    };
    expect(draftValues('', contentOf(values, 'Discount'))).toEqual(values);
  });

  it('has one rate of tax, on items and shipping, written with a point', () => {
    const content = contentOf({ ...EMPTY, lines: [line], taxRate: '8,875' }, 'Discount');
    expect([content.lines[0]?.tax_rate, content.shipping?.tax_rate]).toEqual(['8.875', '8.875']);
  });

  it('has no address while nothing of one is written', () => {
    expect(contentOf(EMPTY, 'Discount').shipping_address).toBeNull();
  });
});
