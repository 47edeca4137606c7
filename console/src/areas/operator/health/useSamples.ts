import { useState } from 'react';
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
  if (samples.at(-1)?.at !== at) {
    const { jobs, database } = health;
    const sample = { at, ready: jobs.ready, running: jobs.running, latencyMs: database.latency_ms };
    setSamples([...samples.slice(1 - KEPT), sample]);
  }
  return samples;
}
