import { useRef } from 'react';
import classes from './EditGrid.module.css';
import type { Position } from './gridModel';

interface Props {
  at: Position;
  text: string;
  align?: 'right';
  choices?: readonly string[];
  readOnly: boolean;
  dirty: boolean;
  fault: string | null;
  selected: boolean;
  /** The one cell that Tab reaches. */
  current: boolean;
  /** What editing begins with, or `null` while the cell is not edited. */
  editing: string | null;
  onSelect: (extend: boolean) => void;
  onEdit: () => void;
  /** The text, or `null` to leave it as it was, and the key that says where to go on. */
  onFinish: (text: string | null, key: string | null) => void;
}

export function GridCell({ at, text, align, choices, readOnly, dirty, fault, selected, current, editing, ...on }: Props) {
  return (
    <td
      role="gridcell"
      className={classes.cell}
      data-align={align}
      data-readonly={readOnly}
      data-dirty={dirty}
      data-fault={fault !== null}
      data-selected={selected}
      aria-selected={selected}
      aria-readonly={readOnly}
      aria-invalid={fault !== null}
      title={fault ?? (editing === null ? text : undefined)}
      tabIndex={current ? 0 : -1}
      onMouseDown={(event) => editing === null && on.onSelect(event.shiftKey)}
      onMouseEnter={(event) => event.buttons === 1 && editing === null && on.onSelect(true)}
      onDoubleClick={on.onEdit}
    >
      {editing === null ? text : <CellInput list={choices} id={`${at.row}-${at.column}`} initial={editing} onFinish={on.onFinish} />}
    </td>
  );
}

interface InputProps {
  initial: string;
  id: string;
  list?: readonly string[];
  onFinish: Props['onFinish'];
}

const NEXT: Record<string, string> = { Enter: 'ArrowDown', Tab: 'ArrowRight' };

function CellInput({ initial, id, list, onFinish }: InputProps) {
  const done = useRef(false);
  const finish = (text: string | null, key: string | null) => {
    if (done.current) return;
    done.current = true;
    onFinish(text, key);
  };
  return (
    <>
      <input
        // eslint-disable-next-line jsx-a11y/no-autofocus -- the person has just begun to type here.
        autoFocus
        className={classes.input}
        defaultValue={initial}
        list={list && `choices-${id}`}
        onFocus={(event) => event.currentTarget.setSelectionRange(initial.length, initial.length)}
        onBlur={(event) => finish(event.currentTarget.value, null)}
        onKeyDown={(event) => {
          const next = event.key === 'Tab' && event.shiftKey ? 'ArrowLeft' : NEXT[event.key];
          if (event.key === 'Escape') finish(null, null);
          else if (next !== undefined) finish(event.currentTarget.value, next);
          else return;
          event.preventDefault();
          event.stopPropagation();
        }}
      />
      {list && (
        <datalist id={`choices-${id}`}>
          {list.map((choice) => (
            <option key={choice} value={choice} />
          ))}
        </datalist>
      )}
    </>
  );
}
