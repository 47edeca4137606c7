import { Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { apiQuery } from '@/api/query';
import { useSelling } from '@/i18n';
import { ErrorState } from '@/ui/ErrorState';
import { Page } from '@/ui/Page';
import { EditOrder } from './EditOrder';

const route = getRouteApi('/shell/selling/orders/$order/edit');

export function EditOrderPage() {
  const { orders: words } = useSelling();
  const { order: id } = route.useParams();
  const order = useQuery(apiQuery('/api/v1/orders/{order_id}', { params: { path: { order_id: id } } }));
  // Once begun, an edit goes on from the version it began with; the server says if that is too old.
  if (order.isSuccess) return <EditOrder key={id} order={order.data} />;
  return (
    <Page title={words.one}>
      {order.isPending ? <Skeleton height={420} radius="lg" /> : <ErrorState error={order.error} onRetry={() => void order.refetch()} />}
    </Page>
  );
}
