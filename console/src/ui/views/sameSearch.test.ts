import { expect, it } from 'vitest';
import { sameSearch } from './sameSearch';

it('takes what is not set for not there', () => {
  expect(sameSearch({ tag: 'gift', q: undefined }, { tag: 'gift' })).toBe(true);
  expect(sameSearch({ tag: 'gift' }, {})).toBe(false);
  expect(sameSearch({}, { tag: 'gift' })).toBe(false);
  expect(sameSearch({ tag: 'gift' }, { q: 'gift' })).toBe(false);
});
