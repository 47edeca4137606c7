import { Skeleton } from '@mantine/core';
import { IconLock } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { apiQuery } from '@/api/query';
import { useSelling } from '@/i18n';
import { EmptyState } from '@/ui/EmptyState';
import { ErrorState } from '@/ui/ErrorState';
import { LinkButton } from '@/ui/LinkButton';
import { Page } from '@/ui/Page';
import { PurchaseForm } from './PurchaseForm';

const route = getRouteApi('/shell/selling/stock/purchase-orders/$order/edit');

/** Changes a purchase order that the supplier does not have yet. */
export function EditPurchase() {
  const { purchases: words } = useSelling();
  const { order: id } = route.useParams();
  const { data: order, error, isError, refetch } = useQuery(
    apiQuery('/api/v1/purchase-orders/{purchase_order_id}', { params: { path: { purchase_order_id: id } } }),
  );
  if (order === undefined) {
    return <Page title={words.one}>{isError ? <ErrorState error={error} onRetry={() => void refetch()} /> : <Skeleton height={420} radius="lg" />}</Page>;
  }
  return (
    <Page title={words.editTitle(order.number)}>
      {order.state === 'draft' ? (
        <PurchaseForm key={order.version} order={order} />
      ) : (
        <EmptyState
          icon={IconLock}
          title={words.fixed}
          hint={words.fixedHint}
          action={<LinkButton to="/stock/purchase-orders/$order" params={{ order: id }}>{words.numbered(order.number)}</LinkButton>}
        />
      )}
    </Page>
  );
}
