import { describe, expect, it } from 'vitest';
import { leavesOf, wordOf } from './leaves';

describe('what a change says', () => {
  it('is told value by value, without what it does not say', () => {
    const change = {
      change: 'product',
      external_id: '632',
      title: 'Hat',
      brand: null,
      tags: ['wool', 'winter'],
      images: [],
      variants: [{ item: { sku: 'HAT-S', barcode: null }, price: 2900, hidden: false }],
    };
    expect(wordOf(change)).toBe('product');
    expect(leavesOf(change)).toEqual([
      { path: 'external_id', value: '632' },
      { path: 'title', value: 'Hat' },
      { path: 'tags', value: 'wool, winter' },
      { path: 'variants[1].item.sku', value: 'HAT-S' },
      { path: 'variants[1].price', value: '2900' },
      { path: 'variants[1].hidden', value: 'false' },
    ]);
  });

  it('is nothing when there is nothing', () => {
    expect(leavesOf(null)).toEqual([]);
    expect(leavesOf({ change: 'app' })).toEqual([]);
    expect(wordOf('product')).toBe('');
  });
});
