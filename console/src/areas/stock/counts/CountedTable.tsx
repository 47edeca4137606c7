import { Text } from '@mantine/core';
import { useMemo } from 'react';
import type { StockCount } from '@/api/types';
import { useFormat, useSelling, type Formatter, type Selling } from '@/i18n';
import { DataTable, columnsOf } from '@/ui/DataTable';
import { Time } from '@/ui/Time';
import { wholeSource } from '@/ui/wholeSource';
import { LineName } from '../lines/LineName';
import { signed } from '../signed';
import { stockName } from '../stockColumns';
import type { Counted } from './FigureEntry';

type Line = StockCount['lines'][number];
const helper = columnsOf<Line>();

function countedColumns(words: Selling['counts'], format: Formatter) {
  return helper.columns([
    helper.display({
      id: 'title',
      header: words.goods,
      meta: { card: 'title' },
      cell: ({ row: { original } }) => <LineName title={stockName(original)} sku={original.sku} />,
    }),
    helper.accessor('counted', {
      header: words.counted,
      meta: { align: 'right' },
      cell: ({ getValue }) => <Text span inherit fw={600} className="tabular">{format.number(getValue())}</Text>,
    }),
    helper.accessor('expected', {
      header: words.expected,
      meta: { align: 'right' },
      cell: ({ getValue }) => <span className="tabular">{format.number(getValue())}</span>,
    }),
    helper.accessor('difference', {
      header: words.difference,
      meta: { align: 'right' },
      cell: ({ getValue }) => (
        <Text span inherit className="tabular" fw={getValue() === 0 ? undefined : 600} c={getValue() < 0 ? 'var(--mantine-color-error)' : undefined}>
          {signed(format.number(getValue()), getValue())}
        </Text>
      ),
    }),
    helper.accessor('counted_by', { header: words.who }),
    helper.accessor('counted_at', { header: words.when, cell: ({ getValue }) => <Time at={getValue()} /> }),
  ]);
}

/** What was found so far; opening a line enters it again. */
export function CountedTable({ count, onOpen }: { count: StockCount; onOpen?: (line: Counted) => void }) {
  const { counts: words } = useSelling();
  const format = useFormat();
  const columns = useMemo(() => countedColumns(words, format), [words, format]);
  return (
    <DataTable
      label={words.goods}
      source={wholeSource(count.lines)}
      columns={columns}
      rowId={(row) => row.variant_id}
      onOpen={onOpen && ((row) => onOpen({ ...row, title: stockName(row) }))}
      empty={null}
    />
  );
}
