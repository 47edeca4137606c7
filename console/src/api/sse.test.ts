import { describe, expect, it } from 'vitest';
import { createSseParser, type SseMessage } from './sse';

function parse(...chunks: string[]): SseMessage[] {
  const messages: SseMessage[] = [];
  const push = createSseParser((message) => messages.push(message));
  chunks.forEach(push);
  return messages;
}

describe('the event stream parser', () => {
  it('reads id, name and data', () => {
    expect(parse('id: 7\nevent: member.joined\ndata: {"a":1}\n\n')).toEqual([
      { id: '7', event: 'member.joined', data: '{"a":1}' },
    ]);
  });

  it('does not care how the bytes were cut', () => {
    const stream = 'id: 1\r\nevent: a\r\ndata: x\r\ndata: y\r\n\r\nid: 2\ndata: z\n\n';
    const whole = parse(stream);
    expect(whole).toEqual([
      { id: '1', event: 'a', data: 'x\ny' },
      { id: '2', event: 'message', data: 'z' },
    ]);
    for (let cut = 1; cut < stream.length; cut += 1) {
      expect(parse(stream.slice(0, cut), stream.slice(cut)), `cut at ${cut}`).toEqual(whole);
    }
  });

  it('ignores comments, unknown fields and messages without data', () => {
    expect(parse(': ping\n\nretry: 10\nevent: nothing\n\ndata:tight\n\n')).toEqual([
      { id: null, event: 'message', data: 'tight' },
    ]);
  });
});
