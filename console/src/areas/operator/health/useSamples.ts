import { useEffect, useState } from 'react';
import type { Health } from '@/api/types';

export interface Sample {
  at: number;
  ready: number;
  running: number;
  latencyMs: number;
}

/** Ten minutes at one sample every five seconds. */
const KEPT = 120;

/** What the page has seen while it was open; the server keeps no history of its own. */
export function useSamples(health: Health, at: number): Sample[] {
  const [samples, setSamples] = useState<Sample[]>([]);
  useEffect(() => {
    const sample = {
      at,
      ready: health.jobs.ready,
      running: health.jobs.running,
      latencyMs: health.database.latency_ms,
    };
    setSamples((known) => (known.at(-1)?.at === at ? known : [...known.slice(1 - KEPT), sample]));
  }, [health, at]);
  return samples;
}
