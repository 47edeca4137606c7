import { useCallback, useMemo, useState } from 'react';
import type { Change, Position } from './gridModel';

export interface GridColumn<Row> {
  id: string;
  header: string;
  width: number;
  /** Figures stand at the right. */
  align?: 'right';
  /** The stored value as text. */
  text: (row: Row) => string;
  /** What is wrong with a text, or `null`. A column without it cannot be changed. */
  check?: (text: string, row: Row) => string | null;
  /** What a text becomes once it is entered: `12,5` becomes `12.50`. */
  tidy?: (text: string, row: Row) => string;
  /** The only texts that are taken, offered while editing. */
  choices?: readonly string[];
}

/** Texts that differ from what is stored, by row and column. */
export type Edits = ReadonlyMap<string, ReadonlyMap<string, string>>;

interface Options<Row> {
  rows: readonly Row[];
  columns: readonly GridColumn<Row>[];
  rowId: (row: Row) => string;
}

const UNDO_LIMIT = 100;

/** The edits of a grid: what is shown, what is wrong, what can be undone. */
export function useGrid<Row>({ rows, columns, rowId }: Options<Row>) {
  const [history, setHistory] = useState<{ past: Edits[]; edits: Edits; future: Edits[] }>({
    past: [],
    edits: new Map(),
    future: [],
  });
  const { edits } = history;

  const apply = useCallback(
    (changes: readonly Change[]) =>
      setHistory(({ past, edits: before }) => {
        const next = new Map([...before].map(([id, cells]) => [id, new Map(cells)]));
        for (const { row: at, column: across, text } of changes) {
          const row = rows[at];
          const column = columns[across];
          if (row === undefined || column?.check === undefined) continue;
          const tidy = column.tidy?.(text, row) ?? text;
          const cells = next.get(rowId(row)) ?? new Map<string, string>();
          if (tidy === column.text(row)) cells.delete(column.id);
          else cells.set(column.id, tidy);
          if (cells.size === 0) next.delete(rowId(row));
          else next.set(rowId(row), cells);
        }
        return { past: [...past.slice(1 - UNDO_LIMIT), before], edits: next, future: [] };
      }),
    [rows, columns, rowId],
  );

  const undo = useCallback(
    () =>
      setHistory(({ past, edits: now, future }) => {
        const last = past.at(-1);
        return last === undefined ? { past, edits: now, future } : { past: past.slice(0, -1), edits: last, future: [now, ...future] };
      }),
    [],
  );
  const redo = useCallback(
    () =>
      setHistory(({ past, edits: now, future }) => {
        const [next, ...rest] = future;
        return next === undefined ? { past, edits: now, future } : { past: [...past, now], edits: next, future: rest };
      }),
    [],
  );
  /** Forgets the edits of rows that have been saved, or of all. */
  const clear = useCallback(
    (saved?: readonly string[]) =>
      setHistory(({ edits: now }) => ({
        past: [],
        edits: saved === undefined ? new Map() : new Map([...now].filter(([id]) => !saved.includes(id))),
        future: [],
      })),
    [],
  );

  const textAt = useCallback(
    ({ row: at, column: across }: Position) => {
      const row = rows[at];
      const column = columns[across];
      if (row === undefined || column === undefined) return '';
      return edits.get(rowId(row))?.get(column.id) ?? column.text(row);
    },
    [rows, columns, rowId, edits],
  );

  const faults = useMemo(() => {
    let found = 0;
    for (const row of rows) {
      for (const [id, text] of edits.get(rowId(row)) ?? []) {
        if (columns.find((column) => column.id === id)?.check?.(text, row) != null) found += 1;
      }
    }
    return found;
  }, [rows, columns, rowId, edits]);

  const changed = useMemo(() => [...edits.values()].reduce((sum, cells) => sum + cells.size, 0), [edits]);
  return { edits, apply, undo, redo, clear, textAt, faults, changed, canUndo: history.past.length > 0 };
}

export type Grid = ReturnType<typeof useGrid>;
