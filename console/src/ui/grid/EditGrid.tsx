/* eslint-disable jsx-a11y/no-noninteractive-element-to-interactive-role --
   a grid is a table whose cells take the focus, one at a time. */
import { Box, Text } from '@mantine/core';
import { useEffect, useRef, useState, type ClipboardEvent, type KeyboardEvent } from 'react';
import { useSelling } from '@/i18n';
import classes from './EditGrid.module.css';
import { GridCell } from './GridCell';
import { fillDown, move, only, parseClipboard, paste, rangeOf, toClipboard, within, type Position, type Selection } from './gridModel';
import type { Grid, GridColumn } from './useGrid';

interface Props<Row> {
  label: string;
  rows: readonly Row[];
  columns: readonly GridColumn<Row>[];
  rowId: (row: Row) => string;
  grid: Grid;
  /** What the server refused, by row and column, until the cell is changed again. */
  refused?: ReadonlyMap<string, ReadonlyMap<string, string>>;
}

const START = only({ row: 0, column: 0 });

/**
 * Rows edited as in a spreadsheet: arrows move, typing overwrites, Enter and F2 edit, ranges are copied and pasted,
 * Ctrl-D fills down, Ctrl-Z takes back. Changed cells are marked, wrong ones say what is wrong.
 */
export function EditGrid<Row>({ label, rows, columns, rowId, grid, refused }: Props<Row>) {
  const { grid: words } = useSelling();
  const frame = useRef<HTMLTableElement>(null);
  const [selection, setSelection] = useState<Selection>(START);
  const [editing, setEditing] = useState<{ at: Position; text: string } | null>(null);
  const size = { rows: rows.length, columns: columns.length };
  const range = rangeOf(selection);
  const { focus } = selection;
  const fault = faultAt(focus);

  // The focus follows the selection, but a grid that nobody is in does not take it.
  useEffect(() => {
    if (editing === null && frame.current?.contains(document.activeElement)) cellOf(frame.current, focus)?.focus();
  }, [focus, editing]);

  function faultAt(at: Position): string | null {
    const row = rows[at.row];
    const column = columns[at.column];
    if (row === undefined || column === undefined) return null;
    const said = refused?.get(rowId(row))?.get(column.id) ?? null;
    if (grid.edits.get(rowId(row))?.has(column.id) !== true) return said;
    return column.check?.(grid.textAt(at), row) ?? said;
  }
  const edit = (at: Position, text: string) => {
    if (columns[at.column]?.check !== undefined) setEditing({ at, text });
  };
  /** Ends editing; the cell takes the focus before the field is gone, so that it is not lost. */
  const finish = (text: string | null, next: Selection = selection) => {
    const at = editing?.at;
    if (frame.current && at) cellOf(frame.current, at)?.focus();
    if (at && text !== null) grid.apply([{ ...at, text: text.trim() }]);
    setEditing(null);
    setSelection(next);
  };
  const step = (key: string) => move(only(focus), key, size, { extend: false, jump: false }) ?? selection;

  const onKeyDown = (event: KeyboardEvent) => {
    if (editing !== null) return;
    const jump = event.ctrlKey || event.metaKey;
    const moved = move(selection, event.key, size, { extend: event.shiftKey, jump });
    const act = (action: () => void) => {
      event.preventDefault();
      action();
    };
    if (moved !== null) act(() => setSelection(moved));
    else if (event.key === 'Enter' || event.key === 'F2') act(() => edit(focus, grid.textAt(focus)));
    else if (event.key === 'Delete' || event.key === 'Backspace') act(() => grid.apply(paste(selection, [['']], size)));
    else if (jump && event.key === 'a') act(() => setSelection({ anchor: { row: 0, column: 0 }, focus: { row: size.rows - 1, column: size.columns - 1 } }));
    else if (jump && event.key === 'd') act(() => grid.apply(fillDown(selection, grid.textAt)));
    else if (jump && event.key.toLowerCase() === 'z') act(event.shiftKey ? grid.redo : grid.undo);
    else if (jump && event.key === 'y') act(grid.redo);
    else if (event.key === 'Escape') setSelection(only(focus));
    else if (event.key.length === 1 && !jump && !event.altKey) act(() => edit(focus, event.key));
  };
  const onCopy = (event: ClipboardEvent) => {
    if (editing !== null) return;
    const block = [];
    for (let row = range.top; row <= range.bottom; row += 1) {
      const cells = [];
      for (let column = range.left; column <= range.right; column += 1) cells.push(grid.textAt({ row, column }));
      block.push(cells);
    }
    event.clipboardData.setData('text/plain', toClipboard(block));
    event.preventDefault();
  };
  const onPaste = (event: ClipboardEvent) => {
    if (editing !== null) return;
    event.preventDefault();
    const cells = parseClipboard(event.clipboardData.getData('text/plain'));
    grid.apply(paste(selection, cells, size));
    const { top, left } = range;
    const bottom = Math.max(range.bottom, Math.min(top + cells.length, size.rows) - 1);
    const right = Math.max(range.right, Math.min(left + (cells[0]?.length ?? 1), size.columns) - 1);
    setSelection({ anchor: { row: top, column: left }, focus: { row: bottom, column: right } });
  };

  return (
    <div>
      <Box className={classes.frame}>
        <table
          ref={frame}
          role="grid"
          aria-label={label}
          aria-rowcount={rows.length + 1}
          aria-multiselectable
          className={classes.table}
          onKeyDown={onKeyDown}
          onCopy={onCopy}
          onPaste={onPaste}
        >
          <colgroup>
            {columns.map((column) => (
              <col key={column.id} style={{ width: column.width }} />
            ))}
          </colgroup>
          <thead>
            <tr>
              {columns.map((column) => (
                <th key={column.id} scope="col" data-align={column.align}>
                  {column.header}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row, at) => (
              <tr key={rowId(row)}>
                {columns.map((column, across) => {
                  const here = { row: at, column: across };
                  const isEditing = editing?.at.row === at && editing.at.column === across;
                  return (
                    <GridCell
                      key={column.id}
                      at={here}
                      text={grid.textAt(here)}
                      align={column.align}
                      choices={column.choices}
                      readOnly={column.check === undefined}
                      dirty={grid.edits.get(rowId(row))?.has(column.id) === true}
                      fault={faultAt(here)}
                      selected={within(range, here)}
                      current={focus.row === at && focus.column === across}
                      editing={isEditing ? editing.text : null}
                      onSelect={(extend) => setSelection(extend ? { ...selection, focus: here } : only(here))}
                      onEdit={() => edit(here, grid.textAt(here))}
                      onFinish={(text, key) => finish(text, key === null ? selection : step(key))}
                    />
                  );
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </Box>
      <Text size="sm" className={classes.foot} c={fault === null ? 'dimmed' : 'var(--mantine-color-error)'} aria-live="polite">
        {fault ?? (columns.some(({ check }) => check !== undefined) ? words.keys : null)}
      </Text>
    </div>
  );
}

function cellOf(table: HTMLTableElement, { row, column }: Position): HTMLElement | null {
  return table.tBodies[0]?.rows[row]?.cells[column] ?? null;
}
