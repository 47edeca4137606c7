import { Text } from '@mantine/core';
import type { DraftOrder } from '@/api/types';
import type { Selling } from '@/i18n';
import { columnsOf } from '@/ui/DataTable';
import { Money } from '@/ui/money/Money';
import { StatusBadge } from '@/ui/StatusBadge';
import { Time } from '@/ui/Time';

const helper = columnsOf<DraftOrder>();

export function draftColumns(words: Selling['drafts'], shopName: ((id: string) => string) | null) {
  const shop = helper.display({ id: 'shop', header: words.shop, cell: ({ row }) => shopName?.(row.original.shop_id) });
  return helper.columns([
    helper.display({
      id: 'title',
      header: words.one,
      meta: { card: 'title' },
      cell: ({ row: { original } }) => (
        <Text fw={550}>{[original.title, original.content?.buyer?.name].find(Boolean) ?? words.unnamed}</Text>
      ),
    }),
    ...(shopName === null ? [] : [shop]),
    helper.display({
      id: 'state',
      header: words.state,
      cell: ({ row: { original } }) => (
        <StatusBadge tone={original.state === 'open' ? 'busy' : 'good'}>{words.states[original.state]}</StatusBadge>
      ),
    }),
    helper.accessor('updated_at', { header: words.changed, cell: ({ getValue }) => <Time at={getValue()} /> }),
    helper.display({
      id: 'total',
      header: words.total,
      meta: { align: 'right' },
      cell: ({ row }) => <Money value={row.original.total} fallback={words.noTotal} />,
    }),
  ]);
}
