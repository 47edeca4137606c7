import { Stack, Text } from '@mantine/core';
import type { Connection } from '@/api/types';
import type { Catalogue, Selling } from '@/i18n';
import { columnsOf } from '@/ui/DataTable';
import { StatusBadge } from '@/ui/StatusBadge';
import { Time } from '@/ui/Time';
import { platformName } from '../platforms';
import { reasonText } from '../reasons';
import { standingOf } from '../standing';

const helper = columnsOf<Connection>();

export function connectionColumns(t: Catalogue, words: Selling, shopName: (id: string) => string | undefined) {
  const { channels } = words;
  return helper.columns([
    helper.display({
      id: 'name',
      header: channels.name,
      meta: { card: 'title' },
      cell: ({ row: { original: connection } }) => (
        <Stack gap={0}>
          <Text fw={550} truncate>
            {connection.name}
          </Text>
          <Text size="xs" c="dimmed">
            {platformName(t, words, connection.platform)}
          </Text>
        </Stack>
      ),
    }),
    helper.accessor('shop_id', {
      header: channels.shop,
      cell: ({ getValue }) => {
        const id = getValue();
        return (id === null ? undefined : shopName(id)) ?? '–';
      },
    }),
    helper.display({
      id: 'last',
      header: channels.last,
      cell: ({ row: { original: connection } }) => <LastSeen connection={connection} words={words} />,
    }),
    helper.accessor('state', {
      header: channels.state,
      cell: ({ getValue }) => (
        <StatusBadge tone={getValue() === 'active' ? 'good' : 'quiet'}>{channels.states[getValue()]}</StatusBadge>
      ),
    }),
  ]);
}

/** What came last: a delivery, a refusal, or nothing yet. */
function LastSeen({ connection, words: { channels } }: { connection: Connection; words: Selling }) {
  const { seen } = connection;
  const standing = standingOf(connection);
  if (standing === 'waiting') return <StatusBadge tone="quiet">{channels.waiting}</StatusBadge>;
  const refusal = standing === 'refused' ? seen.last_refusal : null;
  return (
    <Stack gap={1}>
      <StatusBadge tone={refusal === null ? 'good' : 'bad'} wrap>
        {refusal === null ? (seen.last_topic ?? channels.withoutTopic) : channels.refusedLast(reasonText(channels, refusal))}
      </StatusBadge>
      <Text size="xs" c="dimmed" component="div">
        <Time at={refusal?.refused_at ?? seen.last_received_at} />
      </Text>
    </Stack>
  );
}
