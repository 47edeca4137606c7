import { Stack, Text } from '@mantine/core';
import type { AuditEntry } from '@/api/types';
import type { Catalogue } from '@/i18n';
import { actorKind } from '@/ui/actorText';
import { columnsOf } from '@/ui/DataTable';
import { eventTitle } from '@/ui/eventText';
import { Time } from '@/ui/Time';

const helper = columnsOf<AuditEntry>();

export function auditColumns(t: Catalogue) {
  return helper.columns([
    helper.accessor('action', {
      header: t.audit.action,
      meta: { card: 'title' },
      cell: ({ getValue }) => (
        <Stack gap={0}>
          <Text fw={500}>{eventTitle(t, { name: getValue() })}</Text>
          <Text size="xs" c="dimmed" className="mono">
            {getValue()}
          </Text>
        </Stack>
      ),
    }),
    helper.display({
      id: 'actor',
      header: t.audit.who,
      cell: ({ row: { original } }) => (
        <Stack gap={0}>
          <Text>{original.actor.name || actorKind(t, original.actor.kind)}</Text>
          {original.actor.kind !== 'user' && (
            <Text size="xs" c="dimmed">
              {actorKind(t, original.actor.kind)}
            </Text>
          )}
        </Stack>
      ),
    }),
    helper.display({
      id: 'address',
      header: t.audit.from,
      cell: ({ row: { original } }) => <span className="mono">{original.ip ?? '–'}</span>,
    }),
    helper.accessor('at', { header: t.audit.when, cell: ({ getValue }) => <Time at={getValue()} /> }),
  ]);
}
