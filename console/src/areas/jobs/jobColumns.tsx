import { Stack, Text } from '@mantine/core';
import type { Job } from '@/api/types';
import type { Catalogue } from '@/i18n';
import { columnsOf } from '@/ui/DataTable';
import { StatusBadge, type Tone } from '@/ui/StatusBadge';
import { Time } from '@/ui/Time';

const helper = columnsOf<Job>();

export const JOB_TONES: Record<Job['state'], Tone> = { scheduled: 'quiet', ready: 'warn', running: 'busy', dead: 'bad' };

export function jobColumns(t: Catalogue, showOrganization: boolean) {
  const columns = helper.columns([
    helper.display({
      id: 'name',
      header: t.jobs.name,
      meta: { card: 'title' },
      cell: ({ row: { original: job } }) => (
        <Stack gap={1} maw={420}>
          <Text fw={550} className="mono">
            {job.name}
          </Text>
          {job.last_error != null && (
            <Text size="xs" c="dimmed" truncate>
              {job.last_error}
            </Text>
          )}
        </Stack>
      ),
    }),
    helper.accessor('state', {
      header: t.jobs.state,
      cell: ({ getValue }) => <StatusBadge tone={JOB_TONES[getValue()]}>{t.jobs.states[getValue()]}</StatusBadge>,
    }),
    helper.accessor('queue', { header: t.jobs.queue }),
    helper.display({
      id: 'attempts',
      header: t.jobs.attempts,
      cell: ({ row: { original: job } }) => (
        <span className="tabular">{t.jobs.attemptOf(job.attempt, job.max_attempts)}</span>
      ),
    }),
    helper.accessor('organization_id', {
      header: t.jobs.organization,
      cell: ({ getValue }) => <span className="mono">{shortId(getValue())}</span>,
    }),
    helper.accessor('created_at', { header: t.jobs.created, cell: ({ getValue }) => <Time at={getValue()} /> }),
  ]);
  return columns.filter((column) => showOrganization || !('accessorKey' in column && column.accessorKey === 'organization_id'));
}

/** Enough of an identifier to tell rows apart; the drawer shows all of it. */
export function shortId(id: string): string {
  return id.length > 16 ? `${id.slice(0, 8)}…${id.slice(-4)}` : id;
}
