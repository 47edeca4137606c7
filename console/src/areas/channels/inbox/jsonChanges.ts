/** One place at which two JSON values differ. */
export type JsonChange =
  | { kind: 'added'; path: string; after: unknown }
  | { kind: 'removed'; path: string; before: unknown }
  | { kind: 'changed'; path: string; before: unknown; after: unknown };

/** Nothing that a platform sends is nested so deep; what somebody made up is compared as a whole from here on. */
const DEPTH_MAX = 100;
const PLAIN = /^[A-Za-z_$][\w$]*$/;

/**
 * Where two JSON values differ. Objects are compared field by field; lists by the ids of what is in them when all have
 * one, so that a line which moved is not a line which changed, and by position otherwise. A null is a value, and not the
 * same as nothing.
 */
export function jsonChanges(before: unknown, after: unknown): JsonChange[] {
  return changesAt('', before, after, 0);
}

function changesAt(path: string, before: unknown, after: unknown, depth: number): JsonChange[] {
  if (before === after) return [];
  if (depth < DEPTH_MAX) {
    const [one, other] = [partsOf(before, after), partsOf(after, before)];
    if (one !== null && other !== null) return changesOfParts(path, one, other, depth + 1);
  }
  return JSON.stringify(before) === JSON.stringify(after) ? [] : [{ kind: 'changed', path, before, after }];
}

/** Those of the first in its order, and behind them what only the second has. */
function changesOfParts(path: string, before: Parts, after: Parts, depth: number): JsonChange[] {
  const changes: JsonChange[] = [];
  for (const [step, was] of before) {
    if (after.has(step)) changes.push(...changesAt(joined(path, step), was, after.get(step), depth));
    else changes.push({ kind: 'removed', path: joined(path, step), before: was });
  }
  for (const [step, is] of after) {
    if (!before.has(step)) changes.push({ kind: 'added', path: joined(path, step), after: is });
  }
  return changes;
}

/** What is in an object or a list, by the step that leads there. */
type Parts = ReadonlyMap<string, unknown>;

/** The parts of a value that can be compared with those of the other one; null when the two are not alike. */
function partsOf(value: unknown, other: unknown): Parts | null {
  if (Array.isArray(value) && Array.isArray(other)) {
    const byId = hasIds(value) && hasIds(other);
    return new Map(value.map((item: unknown, index) => [byId ? `[id=${idOf(item)}]` : `[${index}]`, item]));
  }
  if (isObject(value) && isObject(other)) {
    return new Map(Object.entries(value).map(([key, item]) => [PLAIN.test(key) ? key : `[${JSON.stringify(key)}]`, item]));
  }
  return null;
}

function joined(path: string, step: string): string {
  return path === '' || step.startsWith('[') ? path + step : `${path}.${step}`;
}

function hasIds(list: readonly unknown[]): boolean {
  const ids = list.map(idOf);
  return ids.every((id) => id !== null) && new Set(ids).size === ids.length;
}

function idOf(item: unknown): string | null {
  const id = isObject(item) ? item.id : null;
  return typeof id === 'string' || typeof id === 'number' ? String(id) : null;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
