import { describe, expect, it } from 'vitest';
import type { ListedPrice, PriceList } from '@/api/types';
import { changesOf, faultsOf, withEdit, type PriceEdits } from './priceEdits';

const LIST = { id: 'plist_1', currency: 'EUR' } as PriceList;
const NONE: PriceEdits = new Map();

function row(variant_id: string, price: number | null): ListedPrice {
  const money = price === null ? null : { amount_minor: price, currency: 'EUR' };
  return { variant_id, product_id: 'prod_1', title: 'Socks', variant_title: '', sku: null, price: money, compare_at: null, base_price: null, version: 3 };
}

describe('edits of prices', () => {
  it('are none when the stored price stands there again', () => {
    const edits = withEdit(NONE, row('var_1', 900), { price: 800 });
    expect(edits.get('var_1')).toEqual({ price: 800, compareAt: null });
    expect(withEdit(edits, row('var_1', 900), { price: 900 }).size).toBe(0);
    expect(withEdit(NONE, row('var_2', null), { price: null }).size).toBe(0);
  });

  it('set prices of this list on the version that was seen, and take away what was emptied', () => {
    const rows = [row('var_1', 900), row('var_2', null), row('var_3', 500)];
    let edits = withEdit(NONE, rows[0]!, { compareAt: 1000 });
    edits = withEdit(edits, rows[1]!, { price: 700 });
    edits = withEdit(edits, rows[2]!, { price: null });
    const price = { currency: 'EUR', price_list_id: 'plist_1' };
    expect(changesOf(LIST, rows, edits)).toEqual({
      set: [
        { variant_id: 'var_1', version: 3, change: { prices: [{ amount_minor: 900, compare_at_minor: 1000, ...price }] } },
        { variant_id: 'var_2', version: 3, change: { prices: [{ amount_minor: 700, compare_at_minor: null, ...price }] } },
      ],
      remove: ['var_3'],
    });
  });

  it('say what is no amount', () => {
    expect(faultsOf({ price: Number.NaN, compareAt: -1 })).toEqual({ price: 'noAmount', compareAt: 'noAmount' });
    expect(faultsOf({ price: null, compareAt: 100 })).toEqual({ price: null, compareAt: 'compareAlone' });
    expect(faultsOf({ price: 0, compareAt: null })).toEqual({ price: null, compareAt: null });
  });
});
