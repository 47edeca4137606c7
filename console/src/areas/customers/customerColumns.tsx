import { Badge, Group, Stack, Text } from '@mantine/core';
import type { Customer } from '@/api/types';
import type { Selling } from '@/i18n';
import { columnsOf } from '@/ui/DataTable';
import { Money } from '@/ui/money/Money';
import { Time } from '@/ui/Time';
import { customerName } from './customerName';

const helper = columnsOf<Customer>();

export function customerColumns(words: Selling['customers']) {
  return helper.columns([
    helper.display({
      id: 'name',
      header: words.name,
      meta: { card: 'title' },
      cell: ({ row: { original: customer } }) => (
        <Stack gap={0} miw={0}>
          <Text fw={550} truncate>
            {customerName(customer)}
          </Text>
          {customer.email !== null && customer.email !== customerName(customer) && (
            <Text size="xs" c="dimmed" truncate>
              {customer.email}
            </Text>
          )}
        </Stack>
      ),
    }),
    helper.display({
      id: 'orders',
      header: words.orders,
      meta: { align: 'right' },
      cell: ({ row: { original } }) => (
        <span className="tabular">{original.value.reduce((sum, { orders }) => sum + orders, 0)}</span>
      ),
    }),
    helper.display({
      id: 'value',
      header: words.value,
      meta: { align: 'right' },
      cell: ({ row: { original } }) =>
        original.value.length === 0 ? '–' : original.value.map(({ net }) => <div key={net.currency}><Money value={net} /></div>),
    }),
    helper.display({
      id: 'last',
      header: words.lastOrder,
      cell: ({ row: { original } }) => <Time at={latest(original)} fallback={words.neverOrdered} />,
    }),
    helper.accessor('tags', {
      header: words.tags,
      cell: ({ getValue }) => (
        <Group gap={4}>
          {getValue().map((tag) => (
            <Badge key={tag} color="gray" size="sm">
              {tag}
            </Badge>
          ))}
        </Group>
      ),
    }),
  ]);
}

function latest({ value }: Customer): string | null {
  return value.map(({ last_order_at }) => last_order_at).sort().at(-1) ?? null;
}
