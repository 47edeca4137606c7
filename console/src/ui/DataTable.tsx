/* eslint-disable jsx-a11y/no-redundant-roles, jsx-a11y/no-interactive-element-to-noninteractive-role --
   the phone layout changes `display`, which drops the implicit roles of a table. */
import { Box, Button, Checkbox, Skeleton, UnstyledButton, VisuallyHidden } from '@mantine/core';
import { createColumnHelper, metaHelper, tableFeatures, useTable, type ColumnDef } from '@tanstack/react-table';
import type { ReactNode } from 'react';
import type { ApiError } from '@/api/problem';
import { useT } from '@/i18n';
import classes from './DataTable.module.css';
import { ErrorState } from './ErrorState';

export interface ColumnMeta {
  align?: 'right';
  /** On a phone the row becomes a card: `title` heads it, `actions` sit in its corner. */
  card?: 'title' | 'actions' | 'hidden';
  width?: number | string;
}

const features = tableFeatures({ columnMeta: metaHelper<ColumnMeta>() });
type Features = typeof features;
export type Column<Row extends object> = ColumnDef<Features, Row, unknown>;

/** Makes the column helper for one kind of row. */
export function columnsOf<Row extends object>() {
  return createColumnHelper<Features, Row>();
}

/** What a list hook hands to a table. */
export interface TableSource<Row> {
  rows: Row[];
  isLoading: boolean;
  isLoadingMore: boolean;
  hasMore: boolean;
  error: ApiError | null;
  loadMore: () => void;
  refetch: () => void;
}

/** Which rows are ticked, for doing something with all of them. */
export interface TableSelection {
  ids: ReadonlySet<string>;
  onChange: (ids: ReadonlySet<string>) => void;
}

interface Props<Row extends object> {
  label: string;
  source: TableSource<Row>;
  /** Must be stable between renders: define it at module scope or memoize it. */
  columns: Column<Row>[];
  rowId: (row: Row) => string;
  empty: ReactNode;
  /** Opens the row's details; the title cell becomes the button that does it. */
  onOpen?: (row: Row) => void;
  selection?: TableSelection;
  /** What a row is called, for its tick box; needed with `selection`. */
  rowName?: (row: Row) => string;
}

/** A list as a table on wide screens and as cards on narrow ones, with every state it can be in. */
export function DataTable<Row extends object>({ label, source, columns, rowId, empty, onOpen, selection, rowName }: Props<Row>) {
  const t = useT();
  const table = useTable({ features, columns, data: source.rows, getRowId: rowId });
  if (source.isLoading) return <LoadingRows columns={columns.length} />;
  if (source.error !== null && source.rows.length === 0) {
    return <Box className={classes.frame}><ErrorState error={source.error} onRetry={source.refetch} /></Box>;
  }
  if (source.rows.length === 0) return <Box className={classes.frame}>{empty}</Box>;
  return (
    <>
      <Box className={classes.frame}>
        <table className={classes.table} role="table" aria-label={label}>
          <thead role="rowgroup">
            {table.getHeaderGroups().map((group) => (
              <tr key={group.id} role="row">
                {selection && (
                  <th role="columnheader" scope="col" style={{ width: 40 }}>
                    <SelectAll ids={source.rows.map(rowId)} selection={selection} />
                  </th>
                )}
                {group.headers.map((header) => (
                  <th
                    key={header.id}
                    role="columnheader"
                    scope="col"
                    data-align={header.column.columnDef.meta?.align}
                    style={{ width: header.column.columnDef.meta?.width }}
                  >
                    {header.column.columnDef.meta?.card === 'actions' ? (
                      <VisuallyHidden>{t.common.actions}</VisuallyHidden>
                    ) : (
                      <table.FlexRender header={header} />
                    )}
                  </th>
                ))}
              </tr>
            ))}
          </thead>
          <tbody role="rowgroup">
            {table.getRowModel().rows.map((row) => (
              <tr key={row.id} role="row" data-clickable={onOpen !== undefined}>
                {selection && (
                  <td role="cell" data-card="tick">
                    <SelectRow id={row.id} name={rowName?.(row.original) ?? row.id} selection={selection} />
                  </td>
                )}
                {row.getAllCells().map((cell) => {
                  const { meta, header } = cell.column.columnDef;
                  const content = <table.FlexRender cell={cell} />;
                  const opens = onOpen !== undefined && meta?.card === 'title';
                  return (
                    <td
                      key={cell.id}
                      role="cell"
                      data-align={meta?.align}
                      data-card={meta?.card}
                      data-label={typeof header === 'string' ? header : undefined}
                    >
                      {opens ? (
                        <UnstyledButton
                          className={classes.open}
                          onClick={() => onOpen(row.original)}
                        >
                          {content}
                        </UnstyledButton>
                      ) : (
                        content
                      )}
                    </td>
                  );
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </Box>
      {source.hasMore && (
        <Button variant="default" mt="md" mx="auto" display="block" loading={source.isLoadingMore} onClick={source.loadMore}>
          {t.common.loadMore}
        </Button>
      )}
    </>
  );
}

function SelectAll({ ids, selection }: { ids: string[]; selection: TableSelection }) {
  const t = useT();
  const ticked = ids.filter((id) => selection.ids.has(id)).length;
  return (
    <Checkbox
      size="xs"
      aria-label={t.common.selectAll}
      checked={ticked > 0 && ticked === ids.length}
      indeterminate={ticked > 0 && ticked < ids.length}
      onChange={(event) => selection.onChange(new Set(event.currentTarget.checked ? ids : []))}
    />
  );
}

function SelectRow({ id, name, selection }: { id: string; name: string; selection: TableSelection }) {
  const t = useT();
  return (
    <Checkbox
      size="xs"
      aria-label={t.common.select(name)}
      checked={selection.ids.has(id)}
      onChange={(event) => {
        const ids = new Set(selection.ids);
        if (event.currentTarget.checked) ids.add(id);
        else ids.delete(id);
        selection.onChange(ids);
      }}
    />
  );
}

function LoadingRows({ columns }: { columns: number }) {
  const t = useT();
  return (
    <Box className={classes.frame} role="status" aria-label={t.common.loading}>
      {[0, 1, 2, 3, 4].map((row) => (
        <div key={row} className={classes.skeletonRow}>
          {Array.from({ length: Math.min(columns, 5) }, (_, column) => (
            <Skeleton key={column} height={12} width={`${column === 0 ? 70 : 35 + ((row * 3 + column * 7) % 4) * 10}%`} />
          ))}
        </div>
      ))}
    </Box>
  );
}
