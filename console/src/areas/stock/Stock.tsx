import { Select, Switch } from '@mantine/core';
import { IconStack3 } from '@tabler/icons-react';
import { getRouteApi } from '@tanstack/react-router';
import { useMemo } from 'react';
import { useApiList } from '@/api/query';
import type { StockState } from '@/api/types';
import { useFormat, useSelling, useT } from '@/i18n';
import { useShop } from '@/shell/useShop';
import { DataTable } from '@/ui/DataTable';
import { EmptyState } from '@/ui/EmptyState';
import { FilterBar, SearchField } from '@/ui/FilterBar';
import { LinkButton } from '@/ui/LinkButton';
import { Page } from '@/ui/Page';
import { StockDrawer } from './StockDrawer';
import { stockColumns } from './stockColumns';
import { useLocations } from './useLocations';

const route = getRouteApi('/shell/selling/stock');
const STATES: readonly StockState[] = ['negative', 'oversold', 'out', 'low', 'ok'];

/** What there is, variant by variant; each opens why its number is so. */
export function Stock() {
  const t = useT();
  const words = useSelling();
  const format = useFormat();
  const { shopId } = useShop();
  const { variant, ...search } = route.useSearch();
  const navigate = route.useNavigate();
  const locations = useLocations();
  const list = useApiList('/api/v1/stock', { ...search, shop: shopId });
  const columns = useMemo(() => stockColumns(words, format), [words, format]);
  const active = Object.values(search).some((value) => value !== undefined);
  const set = (change: Partial<typeof search & { variant: string }>) =>
    void navigate({ search: (current) => ({ ...current, ...change }), replace: change.variant === undefined });
  return (
    <Page title={words.stock.title} subtitle={words.stock.subtitle}>
      <FilterBar active={active} onClear={() => void navigate({ search: {}, replace: true })}>
        <SearchField label={words.stock.search} value={search.q} onChange={(q) => set({ q })} />
        <Select
          clearable
          aria-label={words.stock.location}
          placeholder={words.stock.allLocations}
          w={{ base: 'calc(50% - 5px)', xs: 190 }}
          value={search.location ?? null}
          onChange={(location) => set({ location: location ?? undefined })}
          data={locations.options}
        />
        <Select
          clearable
          aria-label={words.stock.state}
          placeholder={words.stock.state}
          w={{ base: 'calc(50% - 5px)', xs: 170 }}
          value={search.state ?? null}
          onChange={(state) => set({ state: state ?? undefined })}
          data={STATES.map((value) => ({ value, label: words.stock.states[value] }))}
        />
        <Switch
          label={words.stock.forSale}
          checked={search.for_sale === true}
          onChange={(event) => set({ for_sale: event.currentTarget.checked || undefined })}
        />
      </FilterBar>
      <DataTable
        label={words.stock.title}
        source={list}
        columns={columns}
        rowId={(row) => row.variant_id}
        onOpen={(row) => set({ variant: row.variant_id })}
        empty={
          <EmptyState
            icon={IconStack3}
            title={active ? t.common.noMatch : words.stock.emptyTitle}
            hint={active ? t.common.noMatchHint : words.stock.emptyHint}
            action={!active && <LinkButton to="/products/new">{words.products.create}</LinkButton>}
          />
        }
      />
      <StockDrawer
        stock={list.rows.find((row) => row.variant_id === variant) ?? null}
        onClose={() => set({ variant: undefined })}
      />
    </Page>
  );
}
