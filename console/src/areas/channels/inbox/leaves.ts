/** A value in a change, with the place at which it stands. */
export interface Leaf {
  path: string;
  value: string;
}

/** The word of what is changed, which heads the list, is no value in it. */
const TAG = 'change';
const DEPTH_MAX = 12;

/** What a change says, value by value in its order; what it says nothing about is left out. */
export function leavesOf(change: unknown): Leaf[] {
  return isObject(change) ? Object.entries(change).flatMap(([key, value]) => (key === TAG ? [] : leavesAt(key, value, 0))) : [];
}

/** Which kind of change it is. */
export function wordOf(change: unknown): string {
  const word = isObject(change) ? change[TAG] : null;
  return typeof word === 'string' ? word : '';
}

function leavesAt(path: string, value: unknown, depth: number): Leaf[] {
  if (value === null || value === undefined || value === '') return [];
  if (depth < DEPTH_MAX) {
    if (Array.isArray(value)) {
      const parts: unknown[] = value;
      const isPlain = parts.every((part) => typeof part !== 'object');
      if (isPlain) return parts.length === 0 ? [] : [{ path, value: parts.map(String).join(', ') }];
      return parts.flatMap((part, index) => leavesAt(`${path}[${index + 1}]`, part, depth + 1));
    }
    if (isObject(value)) return Object.entries(value).flatMap(([key, part]) => leavesAt(`${path}.${key}`, part, depth + 1));
  }
  return [{ path, value: typeof value === 'string' ? value : JSON.stringify(value) }];
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
