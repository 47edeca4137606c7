import { Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { apiQuery } from '@/api/query';
import { useSelling } from '@/i18n';
import { ErrorState } from '@/ui/ErrorState';
import { Page } from '@/ui/Page';
import { TransferShown } from './TransferShown';

const route = getRouteApi('/shell/selling/stock/transfers/$transfer');

export function TransferPage() {
  const { transfers: words } = useSelling();
  const { transfer: id } = route.useParams();
  const transfer = useQuery(apiQuery('/api/v1/stock-transfers/{transfer_id}', { params: { path: { transfer_id: id } } }));
  if (transfer.data !== undefined) return <TransferShown key={id} transfer={transfer.data} />;
  return (
    <Page title={words.one}>
      {transfer.isError ? <ErrorState error={transfer.error} onRetry={() => void transfer.refetch()} /> : <Skeleton height={360} radius="lg" />}
    </Page>
  );
}
