import { Badge, Group, Stack, Text } from '@mantine/core';
import type { InboxDeliveryLine } from '@/api/types';
import type { Selling } from '@/i18n';
import { columnsOf } from '@/ui/DataTable';
import { Time } from '@/ui/Time';
import { Became } from './Became';
import { ReplayItem } from './ReplayItem';
import { StateCell } from './StateCell';

const helper = columnsOf<InboxDeliveryLine>();

/** Names the connection of a delivery; null where all are of one. */
export type NameOf = ((connection: string) => { name: string; platform: string } | undefined) | null;

export function deliveryColumns({ inbox: words, outcomes }: Selling, nameOf: NameOf, mayReplay: boolean) {
  const columns = helper.columns([
    helper.display({
      id: 'topic',
      header: words.topic,
      meta: { card: 'title' },
      cell: ({ row: { original: delivery } }) => (
        <Stack gap={1}>
          <Group gap={8} wrap="nowrap">
            <Text fw={550} className="mono" truncate>
              {delivery.topic ?? words.withoutTopic}
            </Text>
            {delivery.repeats > 0 && (
              <Badge size="sm" color="gray" style={{ flex: 'none' }}>
                {words.repeats(delivery.repeats + 1)}
              </Badge>
            )}
          </Group>
          {delivery.purpose !== 'event' && (
            <Text size="xs" c="dimmed">
              {words.purposes[delivery.purpose]}
            </Text>
          )}
        </Stack>
      ),
    }),
    helper.display({
      id: 'about',
      header: words.about,
      cell: ({ row: { original: delivery } }) => <About delivery={delivery} words={words} />,
    }),
    helper.display({
      id: 'connection',
      header: words.connection,
      cell: ({ row: { original: delivery } }) => {
        const named = nameOf?.(delivery.connection_id);
        return named === undefined ? '–' : (
          <Stack gap={0}>
            <Text inherit truncate>
              {named.name}
            </Text>
            <Text size="xs" c="dimmed">
              {named.platform}
            </Text>
          </Stack>
        );
      },
    }),
    helper.display({ id: 'state', header: outcomes.state, cell: ({ row: { original } }) => <StateCell delivery={original} /> }),
    helper.display({ id: 'became', header: outcomes.became, cell: ({ row: { original } }) => <Became delivery={original} /> }),
    helper.accessor('received_at', { header: words.received, cell: ({ getValue }) => <Time at={getValue()} /> }),
    helper.display({
      id: 'actions',
      header: '',
      meta: { card: 'actions' },
      cell: ({ row: { original } }) => <ReplayItem delivery={original} name={original.topic ?? words.withoutTopic} />,
    }),
  ]);
  return columns.filter(({ id }) => (nameOf !== null || id !== 'connection') && (mayReplay || id !== 'actions'));
}

/** The thing that a delivery is about, as far as it says so. */
function About({ delivery, words }: { delivery: InboxDeliveryLine; words: Selling['inbox'] }) {
  const { entity_kind: kind, entity_id: id } = delivery;
  if (kind === null && id === null) return <>–</>;
  return (
    <Stack gap={0} miw={0}>
      {kind !== null && <span>{words.kinds[kind]}</span>}
      {id !== null && (
        <Text size="xs" c="dimmed" className="mono" truncate maw={220}>
          {id}
        </Text>
      )}
    </Stack>
  );
}
