/** What a spreadsheet does with cells, apart from showing them. Cells hold text; columns say what text they take. */

export interface Position {
  row: number;
  column: number;
}

/** From where a selection was begun to where it has been drawn. */
export interface Selection {
  anchor: Position;
  focus: Position;
}

export interface Size {
  rows: number;
  columns: number;
}

export interface Range {
  top: number;
  bottom: number;
  left: number;
  right: number;
}

export interface Change extends Position {
  text: string;
}

export function rangeOf({ anchor, focus }: Selection): Range {
  return {
    top: Math.min(anchor.row, focus.row),
    bottom: Math.max(anchor.row, focus.row),
    left: Math.min(anchor.column, focus.column),
    right: Math.max(anchor.column, focus.column),
  };
}

export function within(range: Range, { row, column }: Position): boolean {
  return row >= range.top && row <= range.bottom && column >= range.left && column <= range.right;
}

export function only(at: Position): Selection {
  return { anchor: at, focus: at };
}

const clamp = (value: number, count: number) => Math.max(0, Math.min(count - 1, value));

/** Where a key leads, or `null` when it leads nowhere. `jump` is Ctrl or Command, `extend` is Shift. */
export function move(selection: Selection, key: string, size: Size, options: { extend: boolean; jump: boolean }): Selection | null {
  const { row, column } = selection.focus;
  const far = options.jump;
  const steps: Record<string, Position> = {
    ArrowUp: { row: far ? 0 : row - 1, column },
    ArrowDown: { row: far ? size.rows - 1 : row + 1, column },
    ArrowLeft: { row, column: far ? 0 : column - 1 },
    ArrowRight: { row, column: far ? size.columns - 1 : column + 1 },
    Home: { row: far ? 0 : row, column: 0 },
    End: { row: far ? size.rows - 1 : row, column: size.columns - 1 },
    PageUp: { row: row - 10, column },
    PageDown: { row: row + 10, column },
  };
  const step = steps[key];
  if (step === undefined) return null;
  const focus = { row: clamp(step.row, size.rows), column: clamp(step.column, size.columns) };
  return options.extend ? { anchor: selection.anchor, focus } : only(focus);
}

/** The cells that a spreadsheet put on the clipboard: tabs, lines, and quotes around cells that hold either. */
export function parseClipboard(text: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  let cell = '';
  let quoted = false;
  const source = text.replace(/\r\n?/g, '\n').replace(/\n$/, '');
  for (let at = 0; at < source.length; at += 1) {
    const sign = source.charAt(at);
    if (quoted) {
      if (sign !== '"') cell += sign;
      else if (source.charAt(at + 1) === '"') {
        cell += '"';
        at += 1;
      } else quoted = false;
    } else if (sign === '"' && cell === '') quoted = true;
    else if (sign === '\t' || sign === '\n') {
      row.push(cell);
      cell = '';
      if (sign === '\n') {
        rows.push(row);
        row = [];
      }
    } else cell += sign;
  }
  row.push(cell);
  rows.push(row);
  return rows;
}

export function toClipboard(rows: readonly (readonly string[])[]): string {
  const quote = (cell: string) => (/[\t\n"]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);
  return rows.map((row) => row.map(quote).join('\t')).join('\n');
}

/**
 * What pasting changes. One cell fills the whole selection; a block repeats where the selection is a multiple of it,
 * and otherwise begins at the selection's corner. What would fall off the edge is left out.
 */
export function paste(selection: Selection, cells: readonly (readonly string[])[], size: Size): Change[] {
  const range = rangeOf(selection);
  const height = cells.length;
  const width = Math.max(...cells.map((row) => row.length));
  const rows = spread(range.bottom - range.top + 1, height);
  const columns = spread(range.right - range.left + 1, width);
  const changes: Change[] = [];
  for (let down = 0; down < rows; down += 1) {
    for (let across = 0; across < columns; across += 1) {
      const text = cells[down % height]?.[across % width];
      const at = { row: range.top + down, column: range.left + across };
      if (text !== undefined && at.row < size.rows && at.column < size.columns) changes.push({ ...at, text: text.trim() });
    }
  }
  return changes;
}

const spread = (selected: number, given: number) => (selected % given === 0 ? selected : given);

/** What filling down changes: every row takes what the first one holds. */
export function fillDown(selection: Selection, textAt: (at: Position) => string): Change[] {
  const { top, bottom, left, right } = rangeOf(selection);
  const changes: Change[] = [];
  for (let row = top + 1; row <= bottom; row += 1) {
    for (let column = left; column <= right; column += 1) {
      changes.push({ row, column, text: textAt({ row: top, column }) });
    }
  }
  return changes;
}
