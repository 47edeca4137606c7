import { describe, expect, it } from 'vitest';
import { endOfDay, linesOf, toDay } from './keyForm';

describe('the key form', () => {
  it('lets a key work on the whole of its last day', () => {
    const end = endOfDay('2026-05-31');
    expect(toDay(end)).toBe('2026-05-31');
    expect(new Date(end ?? '').getHours()).toBe(23);
    expect(endOfDay('')).toBeNull();
  });

  it('reads addresses from lines and commas', () => {
    expect(linesOf(' 203.0.113.0/24\n\n198.51.100.7, ::1 ')).toEqual(['203.0.113.0/24', '198.51.100.7', '::1']);
  });
});
