import { Text } from '@mantine/core';
import type { Return } from '@/api/types';
import type { Selling } from '@/i18n';
import { columnsOf } from '@/ui/DataTable';
import { Money } from '@/ui/money/Money';
import { StatusBadge } from '@/ui/StatusBadge';
import { Time } from '@/ui/Time';
import { RETURN_STEPS } from '../states';

const helper = columnsOf<Return>();

export function returnColumns(words: Selling['returns']) {
  return helper.columns([
    helper.accessor('name', {
      header: words.one,
      meta: { card: 'title' },
      cell: ({ getValue }) => <Text fw={550}>{getValue()}</Text>,
    }),
    helper.display({
      id: 'state',
      header: words.state,
      cell: ({ row: { original } }) => (
        <StatusBadge tone={RETURN_STEPS[original.state]}>{words.states[original.state]}</StatusBadge>
      ),
    }),
    helper.display({
      id: 'reason',
      header: words.reason,
      cell: ({ row: { original } }) => [...new Set(original.lines.map(({ reason }) => words.reasons[reason]))].join(', '),
    }),
    helper.display({
      id: 'items',
      header: words.itemsHeader,
      meta: { align: 'right' },
      cell: ({ row: { original } }) => (
        <span className="tabular">{original.lines.reduce((sum, { quantity }) => sum + quantity, 0)}</span>
      ),
    }),
    helper.display({
      id: 'refunded',
      header: words.refunded,
      meta: { align: 'right' },
      cell: ({ row: { original } }) => (original.refunded.amount_minor > 0 ? <Money value={original.refunded} /> : '–'),
    }),
    helper.accessor('requested_at', { header: words.requested, cell: ({ getValue }) => <Time at={getValue()} /> }),
  ]);
}
