import { Button } from '@mantine/core';
import { IconDownload, IconPlus, IconReceipt } from '@tabler/icons-react';
import { getRouteApi } from '@tanstack/react-router';
import { useMemo, useState } from 'react';
import { client } from '@/api/client';
import { useApiList } from '@/api/query';
import { useSignedIn } from '@/api/session';
import { useSelling, useT } from '@/i18n';
import { useShop } from '@/shell/useShop';
import { DataTable } from '@/ui/DataTable';
import { EmptyState } from '@/ui/EmptyState';
import { LinkButton } from '@/ui/LinkButton';
import { Page } from '@/ui/Page';
import { useDownload } from '@/ui/useDownload';
import { Views } from '@/ui/views/Views';
import { BulkBar } from './BulkBar';
import { orderColumns } from './orderColumns';
import { FIELDS, orderFilter, readSearch, type OrderSearch } from './orderFilter';
import { OrderFilters } from './OrderFilters';
import { useShopNames } from './useShopNames';

const route = getRouteApi('/shell/selling/orders');

/** What everybody asks every morning, before anybody has saved anything. */
const STANDARD = [
  ['all', {}],
  ['toSend', { fulfilment_state: 'unfulfilled', state: 'open' }],
  ['unpaid', { financial_state: 'pending', state: 'open' }],
  ['returnsAsked', { return_state: 'requested' }],
] as const satisfies readonly (readonly [string, OrderSearch])[];

/** All orders, of one shop or all, narrowed by what the address says. */
export function Orders() {
  const t = useT();
  const { orders: words, views } = useSelling();
  const { can } = useSignedIn();
  const { shopId } = useShop();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const shopNames = useShopNames();
  const filter = useMemo(() => orderFilter(search, shopId), [search, shopId]);
  const list = useApiList('/api/v1/orders', filter);
  const columns = useMemo(() => orderColumns(words, shopNames), [words, shopNames]);
  const [ticked, setTicked] = useState<ReadonlySet<string>>(new Set());
  const csv = useDownload();
  const active = FIELDS.some((field) => search[field] !== undefined);
  const show = (next: OrderSearch) => void navigate({ search: next, replace: true });
  // What is ticked and not shown any more is not acted upon.
  const chosen = list.rows.filter(({ id }) => ticked.has(id));
  const exportIt = () =>
    csv.download(
      () => client.GET('/api/v1/orders/export', { params: { query: filter }, parseAs: 'stream' }),
      `orders-${new Date().toISOString().slice(0, 10)}.csv`,
    );
  const create = can('orders.manage') && (
    <LinkButton to="/orders/new" leftSection={<IconPlus size={16} aria-hidden />}>
      {words.create}
    </LinkButton>
  );
  return (
    <Page
      title={words.title}
      subtitle={words.subtitle}
      actions={
        <>
          <Button
            variant="default"
            leftSection={<IconDownload size={16} aria-hidden />}
            loading={csv.isPending}
            onClick={() => void exportIt()}
          >
            {words.export}
          </Button>
          {create}
        </>
      }
    >
      <Views<OrderSearch>
        list="orders"
        standard={STANDARD.map(([name, one]) => ({ label: views[name], search: one }))}
        search={search}
        read={readSearch}
        mayChange={can('orders.manage')}
        onChoose={show}
      />
      <OrderFilters
        search={search}
        active={active}
        onChange={(change) => void navigate({ search: (current) => ({ ...current, ...change }), replace: true })}
        onClear={() => show({})}
      />
      {chosen.length > 0 && <BulkBar orders={chosen} onClear={() => setTicked(new Set())} />}
      <DataTable
        label={words.title}
        source={list}
        columns={columns}
        rowId={(order) => order.id}
        rowName={(order) => order.name}
        selection={{ ids: ticked, onChange: setTicked }}
        onOpen={(order) => void navigate({ to: '/orders/$order', params: { order: order.id } })}
        empty={
          <EmptyState
            icon={IconReceipt}
            title={active ? t.common.noMatch : words.emptyTitle}
            hint={active ? t.common.noMatchHint : words.emptyHint}
            action={active ? undefined : create}
          />
        }
      />
    </Page>
  );
}
