import { Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { apiQuery } from '@/api/query';
import { useSelling } from '@/i18n';
import { ErrorState } from '@/ui/ErrorState';
import { Page } from '@/ui/Page';
import { PurchaseShown } from './PurchaseShown';

const route = getRouteApi('/shell/selling/stock/purchase-orders/$order');

export function PurchasePage() {
  const { purchases: words } = useSelling();
  const { order: id } = route.useParams();
  const order = useQuery(apiQuery('/api/v1/purchase-orders/{purchase_order_id}', { params: { path: { purchase_order_id: id } } }));
  if (order.data !== undefined) return <PurchaseShown key={id} order={order.data} />;
  return (
    <Page title={words.one}>
      {order.isError ? <ErrorState error={order.error} onRetry={() => void order.refetch()} /> : <Skeleton height={420} radius="lg" />}
    </Page>
  );
}
