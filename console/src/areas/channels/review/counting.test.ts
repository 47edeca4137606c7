import { describe, expect, it } from 'vitest';
import { countText } from './counting';

describe('a count', () => {
  it('is exact as far as was counted, and says when there are more', () => {
    expect(countText({ data: [], next: null })).toBe('0');
    expect(countText({ data: [1, 2, 3], next: null })).toBe('3');
    expect(countText({ data: [1, 2, 3], next: 'further' })).toBe('3+');
  });
});
