/** One changed value of a record: where it is, and what it was and became. */
export interface Change {
  path: string;
  before: unknown;
  after: unknown;
}

/**
 * The values that differ between two JSON records, by path. Objects are
 * compared field by field; lists and everything else as a whole.
 */
export function diff(before: unknown, after: unknown, path = ''): Change[] {
  if (isRecord(before) || isRecord(after)) {
    if (!isRecordOrNothing(before) || !isRecordOrNothing(after)) return [{ path, before, after }];
    const keys = new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})]);
    return [...keys].flatMap((key) => diff(before?.[key], after?.[key], path === '' ? key : `${path}.${key}`));
  }
  return same(before, after) ? [] : [{ path, before, after }];
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isRecordOrNothing(value: unknown): value is Record<string, unknown> | null | undefined {
  return value === null || value === undefined || isRecord(value);
}

function same(a: unknown, b: unknown): boolean {
  return JSON.stringify(a ?? null) === JSON.stringify(b ?? null);
}
