import { Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { apiQuery } from '@/api/query';
import type { Connection } from '@/api/types';
import { useSelling } from '@/i18n';
import { ErrorState } from '@/ui/ErrorState';
import { Page } from '@/ui/Page';
import { standingOf } from '../standing';
import { ConnectionShown } from './ConnectionShown';

const route = getRouteApi('/shell/selling/connections/$connection');
const WAITING_MS = 3_000;
const SETTLED_MS = 10_000;

/** One connection: how it is registered, how far its webhooks come, and what came. */
export function ConnectionPage() {
  const { channels } = useSelling();
  const { connection: id } = route.useParams();
  const query = useQuery({
    ...apiQuery('/api/v1/connections/{connection_id}', { params: { path: { connection_id: id } } }),
    refetchInterval: ({ state }) => periodOf(state.data),
  });
  if (query.data === undefined) {
    return (
      <Page title={channels.one}>
        {query.isError ? <ErrorState error={query.error} onRetry={() => void query.refetch()} /> : <Skeleton height={420} radius="lg" />}
      </Page>
    );
  }
  return <ConnectionShown key={id} connection={query.data} period={periodOf(query.data)} reload={async () => (await query.refetch()).data} />;
}

/** Whoever waits for the first webhook looks often. */
function periodOf(connection: Connection | undefined): number {
  return connection === undefined || standingOf(connection) === 'received' ? SETTLED_MS : WAITING_MS;
}
