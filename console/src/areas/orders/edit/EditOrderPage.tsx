import { Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useState } from 'react';
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
  const [attempt, setAttempt] = useState(0);
  const reload = () => void order.refetch().then(() => setAttempt((count) => count + 1));
  // An edit that the server finds too old begins anew.
  if (order.isSuccess) return <EditOrder key={`${id}-${attempt}`} order={order.data} onReload={reload} />;
  return (
    <Page title={words.one}>
      {order.isPending ? <Skeleton height={420} radius="lg" /> : <ErrorState error={order.error} onRetry={() => void order.refetch()} />}
    </Page>
  );
}
