import { SimpleGrid, Skeleton, Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { apiQuery } from '@/api/query';
import type { Health } from '@/api/types';
import { useT } from '@/i18n';
import { ErrorState } from '@/ui/ErrorState';
import { Page } from '@/ui/Page';
import { Section } from '@/ui/Section';
import { LoadChart } from './LoadChart';
import { ProcessTable } from './ProcessTable';
import { QueueChart } from './QueueChart';
import { StatusHeader } from './StatusHeader';
import { Tiles } from './Tiles';
import { useSamples } from './useSamples';

const REFRESH_MS = 5000;

export function SystemHealth() {
  const t = useT();
  const health = useQuery({ ...apiQuery('/api/v1/operator/health'), refetchInterval: REFRESH_MS });
  return (
    <Page title={t.operator.health.title} subtitle={t.operator.health.subtitle}>
      {health.isPending && <Loading />}
      {health.isError && !health.data && (
        <ErrorState error={health.error} onRetry={() => void health.refetch()} />
      )}
      {health.data && <Dashboard health={health.data} at={health.dataUpdatedAt} />}
    </Page>
  );
}

function Dashboard({ health, at }: { health: Health; at: number }) {
  const t = useT();
  const samples = useSamples(health, at);
  return (
    <Stack gap="lg">
      <StatusHeader health={health} />
      <Tiles health={health} />
      <SimpleGrid cols={{ base: 1, md: 2 }} spacing="lg">
        <Section title={t.operator.health.queues}>
          <QueueChart queues={health.jobs.by_queue} />
        </Section>
        <Section title={t.operator.health.load}>
          <LoadChart samples={samples} />
        </Section>
      </SimpleGrid>
      <ProcessTable processes={health.processes} />
    </Stack>
  );
}

function Loading() {
  return (
    <Stack gap="lg">
      <Skeleton height={64} radius="lg" />
      <SimpleGrid cols={{ base: 1, xs: 2, md: 4 }} spacing="lg">
        {[0, 1, 2, 3].map((tile) => (
          <Skeleton key={tile} height={112} radius="lg" />
        ))}
      </SimpleGrid>
      <Skeleton height={300} radius="lg" />
    </Stack>
  );
}
