import { afterEach, describe, expect, it, vi } from 'vitest';
import { openEventStream, type StreamStatus } from './eventStream';
import type { EventRecord } from './types';

function stream(...messages: string[]): Response {
  const encoder = new TextEncoder();
  const body = new ReadableStream({
    start(controller) {
      messages.forEach((message) => controller.enqueue(encoder.encode(message)));
      controller.close();
    },
  });
  return new Response(body, { headers: { 'content-type': 'text/event-stream' } });
}

const message = (sequence: number) =>
  `id: ${sequence}\nevent: member.joined\ndata: ${JSON.stringify({ id: `evt_${sequence}`, sequence, name: 'member.joined' })}\n\n`;

describe('openEventStream', () => {
  afterEach(() => vi.useRealTimers());

  it('goes on after the last event when the connection breaks', async () => {
    vi.useFakeTimers();
    const headers: (string | undefined)[] = [];
    const answers = [stream(message(5), message(6)), new Response('', { status: 503 }), stream(message(7))];
    vi.stubGlobal('fetch', (_url: string, init: RequestInit) => {
      headers.push((init.headers as Record<string, string>)['Last-Event-ID']);
      return Promise.resolve(answers.shift() ?? stream());
    });
    const seen: number[] = [];
    const statuses: StreamStatus[] = [];
    const close = openEventStream({
      organization: 'org_1',
      after: '4',
      onEvent: (event: EventRecord) => seen.push(event.sequence),
      onStatus: (status) => statuses.push(status),
    });
    await vi.advanceTimersByTimeAsync(10_000);
    close();
    expect(seen).toEqual([5, 6, 7]);
    expect(headers.slice(0, 3)).toEqual(['4', '6', '6']);
    expect(statuses).toContain('live');
    expect(statuses).toContain('offline');
  });

  it('stops for good when it is closed', async () => {
    vi.useFakeTimers();
    const fetch = vi.fn(() => Promise.resolve(stream()));
    vi.stubGlobal('fetch', fetch);
    const close = openEventStream({ organization: 'org_1', after: null, onEvent: vi.fn(), onStatus: vi.fn() });
    await vi.advanceTimersByTimeAsync(10);
    close();
    const calls = fetch.mock.calls.length;
    await vi.advanceTimersByTimeAsync(120_000);
    expect(fetch).toHaveBeenCalledTimes(calls);
  });
});
