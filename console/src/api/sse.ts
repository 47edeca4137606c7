/** One message of a `text/event-stream` (WHATWG HTML, section 9.2). */
export interface SseMessage {
  id: string | null;
  event: string;
  data: string;
}

/**
 * Parses a stream that arrives in arbitrary pieces. Browsers' own EventSource
 * only delivers event names that were registered beforehand; the console wants
 * every event, including those of areas it does not know yet.
 */
export function createSseParser(onMessage: (message: SseMessage) => void) {
  let buffer = '';
  let id: string | null = null;
  let event = '';
  let data: string[] = [];

  const dispatch = () => {
    if (data.length > 0) onMessage({ id, event: event || 'message', data: data.join('\n') });
    event = '';
    data = [];
  };
  const line = (text: string) => {
    if (text === '') return dispatch();
    const colon = text.indexOf(':');
    if (colon === 0) return;
    const field = colon < 0 ? text : text.slice(0, colon);
    const value = colon < 0 ? '' : text.slice(colon + 1).replace(/^ /, '');
    if (field === 'data') data.push(value);
    else if (field === 'event') event = value;
    else if (field === 'id' && !value.includes('\0')) id = value;
  };

  return (chunk: string) => {
    buffer += chunk;
    // A trailing "\r" may be the first half of "\r\n", so it waits for more.
    const lines = buffer.split(/\r\n|\n|\r(?!$)/);
    buffer = lines.pop() ?? '';
    lines.forEach(line);
  };
}
