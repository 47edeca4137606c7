import { useMemo } from 'react';
import type { PurchaseLine, PurchaseOrder } from '@/api/types';
import { useFormat, useSelling, type Formatter, type Selling } from '@/i18n';
import { DataTable, columnsOf } from '@/ui/DataTable';
import { Money } from '@/ui/money/Money';
import { StatusBadge } from '@/ui/StatusBadge';
import { wholeSource } from '@/ui/wholeSource';
import { LineName } from '../lines/LineName';
import { stockName } from '../stockColumns';
import { outstanding } from './purchase';

const helper = columnsOf<PurchaseLine>();

function lineColumns(words: Selling['purchases'], format: Formatter, { currency, state }: PurchaseOrder) {
  const open = state === 'ordered' || state === 'partly_received';
  return helper.columns([
    helper.display({
      id: 'title',
      header: words.lines,
      meta: { card: 'title' },
      cell: ({ row: { original } }) => <LineName title={stockName(original)} sku={original.sku} more={original.supplier_sku} />,
    }),
    helper.display({
      id: 'quantity',
      header: words.quantity,
      meta: { align: 'right' },
      cell: ({ row: { original: { quantity, pack_size } } }) => (
        <span className="tabular">
          {format.number(quantity)}
          {pack_size > 1 && ` (${words.packCount(quantity / pack_size, format.number(pack_size))})`}
        </span>
      ),
    }),
    helper.display({
      id: 'received',
      header: words.received,
      meta: { align: 'right' },
      cell: ({ row: { original } }) => (
        <span className="tabular">
          {open && outstanding(original) === 0 ? <StatusBadge tone="good">{format.number(original.received)}</StatusBadge> : format.number(original.received)}
        </span>
      ),
    }),
    helper.accessor('unit_cost_minor', {
      header: words.unitCost,
      meta: { align: 'right' },
      cell: ({ getValue }) => <Money value={{ amount_minor: getValue(), currency }} />,
    }),
    helper.display({
      id: 'sum',
      header: words.sum,
      meta: { align: 'right' },
      cell: ({ row: { original } }) => <Money value={{ amount_minor: original.quantity * original.unit_cost_minor, currency }} />,
    }),
  ]);
}

/** The goods of a purchase order, line by line. */
export function PurchaseTable({ order }: { order: PurchaseOrder }) {
  const { purchases: words } = useSelling();
  const format = useFormat();
  const columns = useMemo(() => lineColumns(words, format, order), [words, format, order]);
  return <DataTable label={words.lines} source={wholeSource(order.lines)} columns={columns} rowId={(row) => row.variant_id} empty={null} />;
}
