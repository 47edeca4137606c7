import { Stack, Text } from '@mantine/core';
import type { Order } from '@/api/types';
import type { Selling } from '@/i18n';
import { columnsOf } from '@/ui/DataTable';
import { Money } from '@/ui/money/Money';
import { Time } from '@/ui/Time';
import { FinancialBadge, FulfilmentBadge, ReturnBadge } from '../StateBadge';

const helper = columnsOf<Order>();

/** The columns of the list; `shopName` is left out where there is one shop only. */
export function orderColumns(words: Selling['orders'], shopName: ((id: string) => string) | null) {
  const shop = helper.display({
    id: 'shop',
    header: words.shop,
    cell: ({ row }) => shopName?.(row.original.shop_id),
  });
  return helper.columns([
    helper.display({
      id: 'order',
      header: words.one,
      meta: { card: 'title' },
      cell: ({ row: { original: order } }) => (
        <Stack gap={0}>
          <Text fw={550} td={order.state === 'cancelled' ? 'line-through' : undefined}>
            {order.name}
          </Text>
          <Text size="xs" c="dimmed" component="span">
            <Time at={order.placed_at} />
          </Text>
        </Stack>
      ),
    }),
    helper.display({
      id: 'customer',
      header: words.customer,
      cell: ({ row: { original: order } }) => (
        <Text inherit maw={220} truncate data-truncate>
          {[order.customer.name, order.customer.email].find(Boolean) ?? '–'}
        </Text>
      ),
    }),
    ...(shopName === null ? [] : [shop]),
    helper.display({
      id: 'financial',
      header: words.payment,
      cell: ({ row }) => <FinancialBadge order={row.original} />,
    }),
    helper.display({
      id: 'fulfilment',
      header: words.delivery,
      cell: ({ row }) => (
        <Stack gap={2} align="flex-start">
          <FulfilmentBadge order={row.original} />
          <ReturnBadge order={row.original} />
        </Stack>
      ),
    }),
    helper.accessor('units', {
      header: words.items,
      meta: { align: 'right' },
      cell: ({ getValue }) => <span className="tabular">{getValue()}</span>,
    }),
    helper.display({
      id: 'total',
      header: words.total,
      meta: { align: 'right' },
      cell: ({ row }) => <Money value={row.original.total} />,
    }),
  ]);
}
