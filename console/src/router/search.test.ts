import { describe, expect, it } from 'vitest';
import { optional, safeNext, text } from './search';

describe('where to go after signing in', () => {
  it('stays inside the console', () => {
    expect(safeNext('/settings/members?invite=true')).toBe('/settings/members?invite=true');
    for (const evil of ['https://evil.example', '//evil.example', '/\\evil.example', 'javascript:alert(1)', '', undefined]) {
      expect(safeNext(evil)).toBe('/');
    }
  });
});

describe('search values', () => {
  it('become text, or are left out', () => {
    expect(optional({ a: text('x'), b: text(''), c: text(12), d: text(['x']) })).toEqual({ a: 'x', c: '12' });
  });
});
