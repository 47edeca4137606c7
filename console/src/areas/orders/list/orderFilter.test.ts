import { describe, expect, it } from 'vitest';
import { sameSearch } from '@/ui/views/sameSearch';
import { orderFilter, readSearch } from './orderFilter';

describe('the search of the orders list', () => {
  it('leaves out what it does not understand', () => {
    const search = readSearch({ q: 1001, financial_state: 'paid', return_state: 'lost', from: 'yesterday', page: 3 });
    expect(search).toEqual({ q: '1001', financial_state: 'paid' });
  });

  it('counts the last day whole', () => {
    const { from, to } = orderFilter({ from: '2026-03-01', to: '2026-03-01' }, undefined);
    expect(new Date(to ?? '').getTime() - new Date(from ?? '').getTime()).toBe(86_400_000);
  });

  it('knows a saved view again, whatever else stands in it', () => {
    expect(sameSearch(readSearch({ tag: 'gift', colour: 'red' }), { tag: 'gift' })).toBe(true);
  });
});
