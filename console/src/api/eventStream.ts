import { createSseParser } from './sse';
import type { EventRecord } from './types';

export type StreamStatus = 'connecting' | 'live' | 'offline';

interface Options {
  organization: string;
  /** The last event already known; the stream goes on after it. */
  after: string | null;
  onEvent: (event: EventRecord) => void;
  onStatus: (status: StreamStatus) => void;
}

const FIRST_WAIT_MS = 1000;
const LONGEST_WAIT_MS = 30_000;

/**
 * Follows an organization's events until the returned function is called. A
 * broken connection is made again, waiting longer each time, and goes on after
 * the last event seen, so none is missed and none comes twice.
 */
export function openEventStream({ organization, after, onEvent, onStatus }: Options): () => void {
  const closed = new AbortController();
  let lastId = after;
  let wait = FIRST_WAIT_MS;

  const read = async () => {
    const response = await fetch(`/api/v1/events/stream?organization=${encodeURIComponent(organization)}`, {
      headers: { Accept: 'text/event-stream', ...(lastId === null ? {} : { 'Last-Event-ID': lastId }) },
      signal: closed.signal,
    });
    if (!response.ok || response.body === null) throw new Error(`the event stream answered ${response.status}`);
    onStatus('live');
    wait = FIRST_WAIT_MS;
    const parse = createSseParser((message) => {
      lastId = message.id ?? lastId;
      const event = readEvent(message.data);
      if (event !== null) onEvent(event);
    });
    const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
    for (let part = await reader.read(); !part.done; part = await reader.read()) parse(part.value);
  };

  const follow = async () => {
    while (!closed.signal.aborted) {
      onStatus('connecting');
      try {
        await read();
      } catch {
        if (closed.signal.aborted) return;
        onStatus('offline');
      }
      await pause(wait * (0.75 + Math.random() / 2), closed.signal);
      wait = Math.min(wait * 2, LONGEST_WAIT_MS);
    }
  };

  void follow();
  return () => closed.abort();
}

function readEvent(data: string): EventRecord | null {
  try {
    const event: unknown = JSON.parse(data);
    return typeof event === 'object' && event !== null && 'sequence' in event ? (event as EventRecord) : null;
  } catch {
    return null;
  }
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      resolve();
    });
  });
}
