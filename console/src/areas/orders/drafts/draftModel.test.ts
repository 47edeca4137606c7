import { describe, expect, it } from 'vitest';
import type { NewOrder } from '@/api/types';
import { EMPTY, contentOf, draftValues, newLine } from './draftModel';

const line = newLine({ key: 'var_1-0', variant_id: 'var_1', title: 'Socks', quantity: 2, price: 900 });

/** A draft as a program makes it, with all that there is. */
const FULL: NewOrder = {
  shop_id: 'shop_1',
  buyer: { customer_id: null, name: 'Ada Lovelace', email: null, phone: null, language: 'de' },
  lines: [
    {
      variant_id: null,
      title: 'Engraving',
      quantity: 1,
      unit_price_minor: 1500,
      tax_rate: '7',
      discounts: [
        { title: 'Late', kind: 'fixed', amount_minor: 100 },
        { title: 'Friends', kind: 'percent', percent: '5' },
      ],
      requires_shipping: false,
    },
    { variant_id: 'var_1', title: null, quantity: 3, unit_price_minor: null, tax_rate: null, discounts: [], requires_shipping: null },
  ],
  discounts: [
    { title: 'SPRING10', kind: 'percent', percent: '10' },
    { title: 'Voucher', kind: 'fixed', amount_minor: 500 },
  ],
  shipping: {
    title: 'Locker',
    price_minor: 290,
    tax_rate: '19',
    discounts: [{ title: 'Free', kind: 'percent', percent: '100' }],
    courier: 'dhl',
    service_type: 'parcel_locker',
    pickup_point: 'Packstation 101',
    promised_at: '2026-12-01T10:00:00Z',
  },
  shipping_address: { name: 'Ada', company: null, line1: 'Torstraße 1', line2: null, postal_code: null, city: 'Berlin', region: null, country: 'DE', phone: null },
  billing_address: { name: 'Acme', company: 'Acme', line1: 'Ring 1', line2: null, postal_code: '1010', city: 'Wien', region: null, country: 'AT', phone: null },
  customer_note: 'Ring twice',
  tags: ['gift'],
  payment: { method: 'card', state: 'captured', amount_minor: 100, provider: null, reference: null },
  checkout_key: 'cart-1',
};

describe('a draft', () => {
  it('is the same after it was opened and saved, whatever a program has put in it', () => {
    expect(contentOf(draftValues('', FULL), 'Discount')).toEqual(FULL);
  });

  it('changes what the page changes, and nothing else', () => {
    const values = draftValues('', FULL);
    const [first, ...rest] = values.lines;
    const changed = contentOf({ ...values, lines: [{ ...first!, quantity: 4 }, ...rest], billing: null }, 'Discount');
    expect(changed).toEqual({
      ...FULL,
      lines: [{ ...FULL.lines[0], quantity: 4 }, FULL.lines[1]],
      billing_address: null,
    });
  });

  it('takes the rates of the shop unless one is typed, with a point or a comma', () => {
    const typed = { ...line, key: 'other', taxRate: '8,875' };
    const content = contentOf({ ...EMPTY, lines: [line, typed], shippingTaxRate: '0' }, 'Discount');
    expect(content.lines.map(({ tax_rate }) => tax_rate)).toEqual([null, '8.875']);
    expect(content.shipping?.tax_rate).toBe('0');
    expect(contentOf(EMPTY, 'Discount').shipping?.tax_rate).toBeNull();
  });

  it('has no address while nothing of one is written', () => {
    expect(contentOf(EMPTY, 'Discount').shipping_address).toBeNull();
    expect(contentOf(EMPTY, 'Discount').billing_address).toBeNull();
  });
});
