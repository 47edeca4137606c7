/** Strings, marks and everything else of a JSON text, one after the other. */
const TOKENS = /"(?:[^"\\]|\\.)*"|[{}[\],:]|[^\s{}[\],:"]+/g;
const NUMBER = /^-?\d/;

/** What a text says as JSON; nothing when it is none. Text that is one value alone, such as a number, is no document. */
export function readJson(text: string): { value: object } | null {
  try {
    JSON.parse(text);
    // A number that JavaScript cannot hold as it is written, such as a long id, becomes a text: it must not change.
    const exact = text.replace(TOKENS, (token) => (NUMBER.test(token) && String(Number(token)) !== token ? JSON.stringify(token) : token));
    const value: unknown = JSON.parse(exact);
    return typeof value === 'object' && value !== null ? { value } : null;
  } catch {
    return null;
  }
}

/**
 * A JSON text with a line for each value, and each value as it came: reading and writing it again would change long
 * numbers and what stands after their points. Nothing when it is no JSON.
 */
export function prettyJson(text: string): string | null {
  if (readJson(text) === null) return null;
  const tokens = text.match(TOKENS) ?? [];
  let [written, depth] = ['', 0];
  const line = () => `\n${'  '.repeat(depth)}`;
  tokens.forEach((token, index) => {
    const previous = tokens[index - 1];
    const closes = token === '}' || token === ']';
    const isEmpty = closes && (previous === '{' || previous === '[');
    if (closes) depth -= 1;
    if ((closes && !isEmpty) || (!closes && (previous === '{' || previous === '['))) written += line();
    written += token;
    if (token === '{' || token === '[') depth += 1;
    if (token === ',') written += line();
    if (token === ':') written += ' ';
  });
  return written;
}
