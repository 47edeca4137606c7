import { Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { apiQuery } from '@/api/query';
import { useSelling } from '@/i18n';
import { ErrorState } from '@/ui/ErrorState';
import { Page } from '@/ui/Page';
import { OrderShown } from './OrderShown';

const route = getRouteApi('/shell/selling/orders/$order');

export function OrderPage() {
  const { orders: words } = useSelling();
  const { order: id } = route.useParams();
  const order = useQuery(apiQuery('/api/v1/orders/{order_id}', { params: { path: { order_id: id } } }));
  if (order.isSuccess) return <OrderShown key={id} order={order.data} />;
  return (
    <Page title={words.one}>
      {order.isPending ? <Skeleton height={420} radius="lg" /> : <ErrorState error={order.error} onRetry={() => void order.refetch()} />}
    </Page>
  );
}
