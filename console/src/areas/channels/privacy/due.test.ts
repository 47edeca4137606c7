import { describe, expect, it } from 'vitest';
import { standingOf } from './due';

const NOW = Date.parse('2026-11-20T12:00:00Z');
const open = (due: string) => standingOf({ state: 'open', due_at: due }, NOW);

describe('a privacy request', () => {
  it('is in time, soon due, or late', () => {
    expect(open('2026-12-20T12:00:00Z')).toBe('open');
    expect(open('2026-11-27T12:00:00Z')).toBe('open');
    expect(open('2026-11-27T11:59:59Z')).toBe('soon');
    expect(open('2026-11-20T11:59:59Z')).toBe('late');
  });

  it('is done once it is, however late', () => {
    expect(standingOf({ state: 'done', due_at: '2026-01-01T00:00:00Z' }, NOW)).toBe('done');
  });
});
