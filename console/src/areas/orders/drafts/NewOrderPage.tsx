import { Skeleton } from '@mantine/core';
import { IconBuildingStore } from '@tabler/icons-react';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { useQueryClient } from '@tanstack/react-query';
import { useApiMutation } from '@/api/mutation';
import { apiQuery } from '@/api/query';
import type { Shop } from '@/api/types';
import { useSelling } from '@/i18n';
import { useShop } from '@/shell/useShop';
import { EmptyState } from '@/ui/EmptyState';
import { LinkButton } from '@/ui/LinkButton';
import { Page } from '@/ui/Page';
import { ORDER_PATHS } from '../paths';
import { usePick } from './DraftCustomer';
import { DraftEditor } from './DraftEditor';
import { EMPTY, contentOf, type DraftValues } from './draftModel';

const route = getRouteApi('/shell/selling/orders/new');

/** Enters an order by hand: placed at once, or saved as a draft to go on with later. */
export function NewOrderPage() {
  const { drafts: words } = useSelling();
  const { shops, shop, isLoading } = useShop();
  const first = shop ?? shops[0];
  return (
    <Page title={words.newTitle} subtitle={words.newSubtitle}>
      {isLoading && <Skeleton height={420} radius="lg" />}
      {!isLoading && first === undefined && (
        <EmptyState
          icon={IconBuildingStore}
          title={words.noShop}
          hint={words.shopHint}
          action={
            <LinkButton to="/settings/shops" search={{ create: true }}>
              {words.createShop}
            </LinkButton>
          }
        />
      )}
      {first !== undefined && <NewOrder shops={shops} first={first} />}
    </Page>
  );
}

function NewOrder({ shops, first }: { shops: Shop[]; first: Shop }) {
  const { drafts: words, editOrder } = useSelling();
  const navigate = useNavigate();
  const [values, setValues] = useState<DraftValues>({ ...EMPTY, shop_id: first.id });
  const set = (change: Partial<DraftValues>) => setValues((current) => ({ ...current, ...change }));
  usePicked(values, set);
  const save = useApiMutation('post', '/api/v1/draft-orders', {
    errors: 'inline',
    invalidates: ['/api/v1/draft-orders'],
    success: words.saved,
    onSuccess: (draft) => draft && void navigate({ to: '/orders/drafts/$draft', params: { draft: draft.id } }),
  });
  const place = useApiMutation('post', '/api/v1/orders', {
    errors: 'inline',
    invalidates: ORDER_PATHS,
    success: (order) => words.placed(order?.name ?? ''),
    onSuccess: (order) => order && void navigate({ to: '/orders/$order', params: { order: order.id } }),
  });
  const content = contentOf(values, editOrder.discountDefault);
  return (
    <DraftEditor
      values={values}
      onChange={set}
      shops={shops}
      error={place.error ?? save.error}
      busy={place.isPending ? 'place' : save.isPending ? 'save' : null}
      onSave={() => save.mutate({ body: { title: values.title, content } })}
      onPlace={() => place.mutate({ body: content })}
    />
  );
}

/** The customer whose page somebody came from. */
function usePicked(values: DraftValues, set: (change: Partial<DraftValues>) => void) {
  const { customer } = route.useSearch();
  const queryClient = useQueryClient();
  const pick = usePick(values, set);
  useEffect(() => {
    if (customer === undefined) return;
    const params = { path: { customer_id: customer } };
    // Nobody is picked when the customer is gone; the page works without.
    queryClient.fetchQuery(apiQuery('/api/v1/customers/{customer_id}', { params })).then(pick, () => undefined);
    // Once, for the customer the page was opened with.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [customer]);
}
