import { Stack, Title } from '@mantine/core';
import { useMemo } from 'react';
import type { Health } from '@/api/types';
import { useT, type Catalogue } from '@/i18n';
import { DataTable, columnsOf } from '@/ui/DataTable';
import { Time } from '@/ui/Time';

type Process = Health['processes'][number];

const helper = columnsOf<Process>();
const nothing = () => undefined;

function processColumns(t: Catalogue) {
  return helper.columns([
    helper.accessor('id', {
      header: t.operator.health.process,
      meta: { card: 'title' },
      cell: ({ getValue }) => <span className="mono">{getValue()}</span>,
    }),
    helper.accessor('role', { header: t.operator.health.role }),
    helper.accessor('started_at', { header: t.operator.health.started, cell: ({ getValue }) => <Time at={getValue()} /> }),
    helper.accessor('last_seen_at', {
      header: t.operator.health.lastSeen,
      cell: ({ getValue }) => <Time at={getValue()} />,
    }),
  ]);
}

/** The processes of this installation that share its database. */
export function ProcessTable({ processes }: { processes: Process[] }) {
  const t = useT();
  const columns = useMemo(() => processColumns(t), [t]);
  if (processes.length === 0) return null;
  const source = { rows: processes, isLoading: false, isLoadingMore: false, hasMore: false, error: null, loadMore: nothing, refetch: nothing };
  return (
    <Stack gap="sm">
      <Title order={2}>{t.operator.health.processes}</Title>
      <DataTable label={t.operator.health.processes} source={source} columns={columns} rowId={(process) => process.id} empty={null} />
    </Stack>
  );
}
