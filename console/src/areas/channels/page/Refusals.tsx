import { Stack, Text, Title } from '@mantine/core';
import { IconShieldCheck } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { apiQuery } from '@/api/query';
import type { InboxRefusal } from '@/api/types';
import { useSelling, type Selling } from '@/i18n';
import { columnsOf, DataTable } from '@/ui/DataTable';
import { EmptyState } from '@/ui/EmptyState';
import { Time } from '@/ui/Time';
import { wholeSource } from '@/ui/wholeSource';
import { reasonText } from '../reasons';

const helper = columnsOf<InboxRefusal>();

/** What came to a connection and was not believed, with the way out. */
export function Refusals({ connection, period }: { connection: string; period: number }) {
  const { channels: words, inbox } = useSelling();
  const query = useQuery({
    ...apiQuery('/api/v1/connections/{connection_id}/refusals', { params: { path: { connection_id: connection } } }),
    refetchInterval: period,
  });
  const columns = useMemo(() => refusalColumns(words, inbox.topic), [words, inbox]);
  return (
    <Stack component="section" gap="xs" aria-labelledby="refusals">
      <div>
        <Title order={2} id="refusals">
          {words.refusals}
        </Title>
        <Text c="dimmed">{words.refusalsHint}</Text>
      </div>
      <DataTable
        label={words.refusals}
        source={{
          ...wholeSource(query.data?.data ?? []),
          isLoading: query.isPending,
          error: query.error,
          refetch: () => void query.refetch(),
        }}
        columns={columns}
        rowId={(refusal) => refusal.id}
        empty={<EmptyState compact icon={IconShieldCheck} title={words.refusalsEmpty} hint={words.refusalsEmptyHint} />}
      />
    </Stack>
  );
}

function refusalColumns(words: Selling['channels'], topic: string) {
  return helper.columns([
    helper.display({
      id: 'why',
      header: words.why,
      meta: { card: 'title' },
      cell: ({ row: { original: refusal } }) => (
        <Stack gap={0}>
          <Text fw={550}>{reasonText(words, refusal)}</Text>
          <Text size="xs" c="dimmed" maw={560}>
            {refusal.detail}
          </Text>
        </Stack>
      ),
    }),
    helper.accessor('topic', { header: topic, cell: ({ getValue }) => <span className="mono">{getValue() ?? '–'}</span> }),
    helper.accessor('ip', { header: words.from, cell: ({ getValue }) => <span className="mono">{getValue() ?? '–'}</span> }),
    helper.accessor('refused_at', { header: words.when, cell: ({ getValue }) => <Time at={getValue()} /> }),
  ]);
}
