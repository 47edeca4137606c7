import { describe, expect, it } from 'vitest';
import type { Connection } from '@/api/types';
import { standingOf } from './standing';

type Seen = Connection['seen'];

function seen(received: string | null, refused: string | null): { seen: Seen } {
  const refusal = { id: 'rfsl_1', connection_id: 'conn_1', code: 'too_old', detail: 'Too old.', ip: null, topic: null };
  return {
    seen: {
      last_received_at: received,
      last_topic: null,
      last_refusal: refused === null ? null : { ...refusal, refused_at: refused },
    },
  };
}

describe('the standing of a connection', () => {
  it('is what came last', () => {
    expect(standingOf(seen(null, null))).toBe('waiting');
    expect(standingOf(seen(null, '2026-01-01T10:00:00Z'))).toBe('refused');
    expect(standingOf(seen('2026-01-01T11:00:00Z', '2026-01-01T10:00:00Z'))).toBe('received');
    expect(standingOf(seen('2026-01-01T11:00:00Z', '2026-01-01T12:00:00Z'))).toBe('refused');
  });

  it('compares moments, not their spellings', () => {
    expect(standingOf(seen('2026-01-01T11:00:00.5Z', '2026-01-01T11:00:00Z'))).toBe('received');
  });
});
