import { describe, expect, it } from 'vitest';
import { diff } from './diff';

describe('the difference of two records', () => {
  it('names each changed field by its path', () => {
    expect(diff({ name: 'A', region: { country: 'FR' }, same: 1 }, { name: 'B', region: { country: 'ES' }, same: 1 })).toEqual([
      { path: 'name', before: 'A', after: 'B' },
      { path: 'region.country', before: 'FR', after: 'ES' },
    ]);
  });

  it('shows every field of what was created or deleted', () => {
    expect(diff(null, { a: 1, b: { c: 2 } }).map(({ path }) => path)).toEqual(['a', 'b.c']);
    expect(diff({ a: 1 }, null)).toEqual([{ path: 'a', before: 1, after: undefined }]);
  });

  it('compares lists as a whole', () => {
    expect(diff({ scopes: ['a'] }, { scopes: ['a', 'b'] })).toHaveLength(1);
    expect(diff({ scopes: ['a'] }, { scopes: ['a'] })).toEqual([]);
  });

  it('takes missing and null for the same', () => {
    expect(diff({ a: null }, {})).toEqual([]);
    expect(diff(null, null)).toEqual([]);
  });
});
