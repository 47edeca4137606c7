import { Button, Group, Skeleton, Stack } from '@mantine/core';
import { IconPencil, IconTrash } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useApiMutation } from '@/api/mutation';
import { apiQuery } from '@/api/query';
import { useSignedIn } from '@/api/session';
import { useSelling } from '@/i18n';
import { ConfirmModal } from '@/ui/ConfirmModal';
import { ErrorState } from '@/ui/ErrorState';
import { LinkButton } from '@/ui/LinkButton';
import { Page } from '@/ui/Page';
import { PriceListModal } from './PriceListModal';
import { PriceTable } from './PriceTable';
import { ShopsOfList } from './ShopsOfList';

const route = getRouteApi('/shell/selling/products/prices/$list');

/** One price list, with what everything sells for by it. */
export function PriceListPage() {
  const { priceLists: words } = useSelling();
  const { can } = useSignedIn();
  const { list: id } = route.useParams();
  const navigate = useNavigate();
  const [dialog, setDialog] = useState<'rename' | 'delete' | null>(null);
  const path = { price_list_id: id };
  const query = useQuery(apiQuery('/api/v1/price-lists/{price_list_id}', { params: { path } }));
  const remove = useApiMutation('delete', '/api/v1/price-lists/{price_list_id}', {
    invalidates: ['/api/v1/price-lists'],
    success: words.deleted,
    onSuccess: () => void navigate({ to: '/products/prices' }),
  });
  const list = query.data;
  if (list === undefined) {
    return (
      <Page title={words.one}>
        {query.isError ? <ErrorState error={query.error} onRetry={() => void query.refetch()} /> : <Skeleton height={360} radius="lg" />}
      </Page>
    );
  }
  const mayChange = can('products.manage');
  const close = () => setDialog(null);
  return (
    <Page
      title={list.name}
      subtitle={`${list.currency} · ${list.is_base ? words.baseHint : words.own}`}
      actions={
        <Group gap="xs">
          <LinkButton to="/products/prices" variant="default">
            {words.back}
          </LinkButton>
          {mayChange && (
            <Button variant="default" leftSection={<IconPencil size={16} aria-hidden />} onClick={() => setDialog('rename')}>
              {words.rename}
            </Button>
          )}
          {mayChange && !list.is_base && (
            <Button variant="default" leftSection={<IconTrash size={16} aria-hidden />} onClick={() => setDialog('delete')}>
              {words.delete}
            </Button>
          )}
        </Group>
      }
    >
      <Stack gap="lg">
        <PriceTable key={list.id} list={list} readOnly={!mayChange} />
        {can('shops.read') && <ShopsOfList list={list} readOnly={!can('shops.manage')} />}
      </Stack>
      <PriceListModal opened={dialog === 'rename'} renamed={list} onClose={close} onSaved={close} />
      <ConfirmModal
        opened={dialog === 'delete'}
        onClose={close}
        onConfirm={() => remove.mutate({ params: { path } })}
        title={words.deleteTitle(list.name)}
        body={words.deleteBody}
        confirmLabel={words.delete}
        loading={remove.isPending}
      />
    </Page>
  );
}
