import { Group, Stack, Title } from '@mantine/core';
import { IconInbox } from '@tabler/icons-react';
import { useMemo, useState } from 'react';
import { useApiList } from '@/api/query';
import { useSelling } from '@/i18n';
import { DataTable } from '@/ui/DataTable';
import { EmptyState } from '@/ui/EmptyState';
import { LinkButton } from '@/ui/LinkButton';
import { DeliveryDrawer } from '../inbox/DeliveryDrawer';
import { deliveryColumns } from '../inbox/deliveryColumns';

const SHOWN = 10;

/** What came to a connection lately. */
export function LatestDeliveries({ connection, period }: { connection: string; period: number }) {
  const words = useSelling();
  const { channels, inbox } = words;
  const list = useApiList('/api/v1/inbox/deliveries', { connection }, { refetchInterval: period });
  const [open, setOpen] = useState<string | null>(null);
  const columns = useMemo(() => deliveryColumns(words, null, false), [words]);
  return (
    <Stack component="section" gap="xs" aria-labelledby="latest">
      <Group justify="space-between">
        <Title order={2} id="latest">
          {channels.latest}
        </Title>
        <LinkButton to="/inbox" search={{ connection }} variant="subtle" size="compact-sm">
          {channels.openInbox}
        </LinkButton>
      </Group>
      <DataTable
        label={channels.latest}
        source={{ ...list, rows: list.rows.slice(0, SHOWN), hasMore: false }}
        columns={columns}
        rowId={(delivery) => delivery.id}
        onOpen={({ id }) => setOpen(id)}
        empty={<EmptyState compact icon={IconInbox} title={inbox.emptyTitle} hint={inbox.emptyHint} />}
      />
      <DeliveryDrawer id={open} onOpen={setOpen} onClose={() => setOpen(null)} />
    </Stack>
  );
}
