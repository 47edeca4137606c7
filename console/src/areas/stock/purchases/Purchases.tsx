import { Group, Select, Text } from '@mantine/core';
import { IconPlus, IconShoppingCart } from '@tabler/icons-react';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { useMemo } from 'react';
import { useApiList } from '@/api/query';
import { useSignedIn } from '@/api/session';
import type { PurchaseOrder } from '@/api/types';
import { useSelling, useT, type Selling } from '@/i18n';
import { DataTable, columnsOf } from '@/ui/DataTable';
import { EmptyState } from '@/ui/EmptyState';
import { FilterBar } from '@/ui/FilterBar';
import { LinkButton } from '@/ui/LinkButton';
import { Page } from '@/ui/Page';
import { StatusBadge } from '@/ui/StatusBadge';
import { Time } from '@/ui/Time';
import { useNow } from '@/ui/useNow';
import { SupplierSelect } from '../suppliers/SupplierSelect';
import { useLocations } from '../useLocations';
import { isLate, PURCHASE_STATES, PURCHASE_TONES } from './purchase';

const route = getRouteApi('/shell/selling/stock/purchase-orders');
const helper = columnsOf<PurchaseOrder>();

function purchaseColumns(words: Selling['purchases'], nameOf: (location: string) => string) {
  return helper.columns([
    helper.display({
      id: 'number',
      header: words.one,
      meta: { card: 'title' },
      cell: ({ row: { original } }) => (
        <>
          <Text fw={550}>{words.numbered(original.number)}</Text>
          <Text size="xs" c="dimmed">
            {original.supplier_name}
          </Text>
        </>
      ),
    }),
    helper.accessor('state', {
      header: words.state,
      cell: ({ row: { original } }) => (
        <Group gap="xs">
          <StatusBadge tone={PURCHASE_TONES[original.state]}>{words.states[original.state]}</StatusBadge>
          <Late order={original} />
        </Group>
      ),
    }),
    helper.display({ id: 'location', header: words.to, cell: ({ row: { original } }) => nameOf(original.location_id) }),
    helper.accessor('expected_at', { header: words.expected, cell: ({ getValue }) => <Time at={getValue()} mode="date" /> }),
    helper.accessor('created_at', { header: words.made, cell: ({ getValue }) => <Time at={getValue()} /> }),
  ]);
}

/** Looks at the clock by itself, because columns that changed with it would be made anew with every look. */
function Late({ order }: { order: PurchaseOrder }) {
  const { purchases: words } = useSelling();
  const now = useNow();
  return isLate(order, now) && <StatusBadge tone="bad">{words.late}</StatusBadge>;
}

/** What was ordered from suppliers, and how far it is. */
export function Purchases() {
  const t = useT();
  const { purchases: words, suppliers: supplierWords } = useSelling();
  const { can } = useSignedIn();
  const search = route.useSearch();
  const setSearch = route.useNavigate();
  const navigate = useNavigate();
  const { rows } = useLocations();
  const list = useApiList('/api/v1/purchase-orders', search);
  const active = search.state !== undefined || search.supplier !== undefined;
  const columns = useMemo(() => {
    const nameOf = (id: string) => rows.find((location) => location.id === id)?.name ?? '–';
    return purchaseColumns(words, nameOf);
  }, [words, rows]);
  const set = (change: Partial<typeof search>) => void setSearch({ search: (current) => ({ ...current, ...change }), replace: true });
  const button = can('stock.manage') && (
    <LinkButton to="/stock/purchase-orders/new" leftSection={<IconPlus size={16} aria-hidden />}>
      {words.create}
    </LinkButton>
  );
  const shared = { clearable: true, w: { base: 'calc(50% - 5px)', xs: 190 } } as const;
  return (
    <Page title={words.title} subtitle={words.subtitle} actions={button}>
      <FilterBar active={active} onClear={() => void setSearch({ search: {}, replace: true })}>
        <Select
          {...shared}
          aria-label={words.state}
          placeholder={words.state}
          value={search.state ?? null}
          onChange={(state) => set({ state: state ?? undefined })}
          data={PURCHASE_STATES.map((value) => ({ value, label: words.states[value] }))}
        />
        <SupplierSelect
          {...shared}
          aria-label={supplierWords.one}
          placeholder={supplierWords.one}
          value={search.supplier ?? null}
          onChange={(supplier) => set({ supplier: supplier ?? undefined })}
        />
      </FilterBar>
      <DataTable
        label={words.title}
        source={list}
        columns={columns}
        rowId={(row) => row.id}
        onOpen={(row) => void navigate({ to: '/stock/purchase-orders/$order', params: { order: row.id } })}
        empty={
          <EmptyState
            icon={IconShoppingCart}
            title={active ? t.common.noMatch : words.emptyTitle}
            hint={active ? t.common.noMatchHint : words.emptyHint}
            action={!active && button}
          />
        }
      />
    </Page>
  );
}
