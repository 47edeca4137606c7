import { Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { apiQuery } from '@/api/query';
import { useSelling } from '@/i18n';
import { ErrorState } from '@/ui/ErrorState';
import { Page } from '@/ui/Page';
import { CountShown } from './CountShown';

const route = getRouteApi('/shell/selling/stock/counts/$count');

export function CountPage() {
  const { counts: words } = useSelling();
  const { count: id } = route.useParams();
  const count = useQuery(apiQuery('/api/v1/stock-counts/{count_id}', { params: { path: { count_id: id } } }));
  if (count.data !== undefined) return <CountShown key={id} count={count.data} />;
  return (
    <Page title={words.one}>
      {count.isError ? <ErrorState error={count.error} onRetry={() => void count.refetch()} /> : <Skeleton height={360} radius="lg" />}
    </Page>
  );
}
