import { Stack, Text } from '@mantine/core';
import type { Supplier } from '@/api/types';
import type { Selling } from '@/i18n';
import { columnsOf } from '@/ui/DataTable';
import { StatusBadge } from '@/ui/StatusBadge';

const helper = columnsOf<Supplier>();

export function supplierColumns({ suppliers: words }: Selling) {
  return helper.columns([
    helper.display({
      id: 'name',
      header: words.name,
      meta: { card: 'title' },
      cell: ({ row: { original } }) => (
        <Stack gap={0}>
          <Text fw={550}>{original.name}</Text>
          {original.email !== null && (
            <Text size="xs" c="dimmed">
              {original.email}
            </Text>
          )}
        </Stack>
      ),
    }),
    helper.accessor('currency', { header: words.currency }),
    helper.accessor('lead_time_days', {
      header: words.leadTime,
      meta: { align: 'right' },
      cell: ({ getValue }) => <span className="tabular">{words.days(getValue())}</span>,
    }),
    helper.accessor('state', {
      header: words.state,
      cell: ({ getValue }) => (
        <StatusBadge tone={getValue() === 'active' ? 'good' : 'quiet'}>{words.states[getValue()]}</StatusBadge>
      ),
    }),
  ]);
}
