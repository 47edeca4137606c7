import { Select } from '@mantine/core';
import { IconPackage, IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { useMemo, useState } from 'react';
import { apiQuery, useApiList } from '@/api/query';
import { useSignedIn } from '@/api/session';
import { useSelling, useT } from '@/i18n';
import { useShop } from '@/shell/useShop';
import { DataTable } from '@/ui/DataTable';
import { EmptyState } from '@/ui/EmptyState';
import { FilterBar, SearchField } from '@/ui/FilterBar';
import { LinkButton } from '@/ui/LinkButton';
import { Page } from '@/ui/Page';
import { Views } from '@/ui/views/Views';
import { ProductBulkBar } from './bulk/ProductBulkBar';
import { categoryOptions } from './categories/tree';
import { Transfer } from './imports/Transfer';
import { productColumns } from './productColumns';
import { PRODUCT_STATES, readProductSearch, type ProductSearch } from './productSearch';

const route = getRouteApi('/shell/selling/products');

/** What people look for before anybody has saved anything. */
const STANDARD = [
  ['all', {}],
  ['forSale', { state: 'active' }],
  ['drafts', { state: 'draft' }],
  ['archived', { state: 'archived' }],
] as const satisfies readonly (readonly [string, ProductSearch])[];

export function Products() {
  const t = useT();
  const words = useSelling();
  const { can } = useSignedIn();
  const { shopId } = useShop();
  const search = route.useSearch();
  const navigate = useNavigate();
  const list = useApiList('/api/v1/products', { ...search, shop: shopId });
  const columns = useMemo(() => productColumns(words), [words]);
  const [ticked, setTicked] = useState<ReadonlySet<string>>(new Set());
  const chosen = list.rows.filter(({ id }) => ticked.has(id)).map(({ id, title }) => ({ id, name: title }));
  const mayChange = can('products.manage');
  const active = Object.values(search).some((value) => value !== undefined);
  const button = mayChange && (
    <LinkButton to="/products/new" leftSection={<IconPlus size={16} aria-hidden />}>
      {words.products.create}
    </LinkButton>
  );
  return (
    <Page title={words.products.title} subtitle={words.products.subtitle} actions={<><Transfer filter={{ ...search, shop: shopId }} />{button}</>}>
      <Views<ProductSearch>
        list="products"
        standard={STANDARD.map(([name, one]) => ({ label: words.views[name], search: one }))}
        search={search}
        read={readProductSearch}
        mayChange={mayChange}
        onChoose={(next) => void navigate({ to: '/products', search: next, replace: true })}
      />
      <Filters active={active} />
      {chosen.length > 0 && <ProductBulkBar products={chosen} onClear={() => setTicked(new Set())} />}
      <DataTable
        label={words.products.title}
        source={list}
        columns={columns}
        rowId={(row) => row.id}
        rowName={(row) => row.title}
        selection={mayChange ? { ids: ticked, onChange: setTicked } : undefined}
        onOpen={(row) => void navigate({ to: '/products/$product', params: { product: row.id } })}
        empty={
          <EmptyState
            icon={IconPackage}
            title={active ? t.common.noMatch : words.products.emptyTitle}
            hint={active ? t.common.noMatchHint : words.products.emptyHint}
            action={!active && button}
          />
        }
      />
    </Page>
  );
}

function Filters({ active }: { active: boolean }) {
  const { products: words } = useSelling();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const vendors = useQuery(apiQuery('/api/v1/products/vendors'));
  const tags = useQuery(apiQuery('/api/v1/products/tags'));
  const categories = useQuery(apiQuery('/api/v1/categories'));
  const set = (change: Partial<typeof search>) =>
    void navigate({ search: (current) => ({ ...current, ...change }), replace: true });
  const shared = { clearable: true, w: { base: 'calc(50% - 5px)', xs: 160 } } as const;
  return (
    <FilterBar active={active} onClear={() => void navigate({ search: {}, replace: true })}>
      <SearchField label={words.find} value={search.q} onChange={(q) => set({ q })} />
      <Select
        {...shared}
        aria-label={words.state}
        placeholder={words.state}
        value={search.state ?? null}
        onChange={(state) => set({ state: state ?? undefined })}
        data={PRODUCT_STATES.map((value) => ({ value, label: words.states[value] }))}
      />
      <Select
        {...shared}
        searchable
        aria-label={words.category}
        placeholder={words.category}
        value={search.category ?? null}
        onChange={(category) => set({ category: category ?? undefined })}
        data={categoryOptions(categories.data?.data ?? [])}
      />
      <Select
        {...shared}
        searchable
        aria-label={words.vendor}
        placeholder={words.vendor}
        value={search.vendor ?? null}
        onChange={(vendor) => set({ vendor: vendor ?? undefined })}
        data={vendors.data?.data.map(({ value }) => value) ?? []}
      />
      <Select
        {...shared}
        searchable
        aria-label={words.tag}
        placeholder={words.tag}
        value={search.tag ?? null}
        onChange={(tag) => set({ tag: tag ?? undefined })}
        data={tags.data?.data.map(({ value }) => value) ?? []}
      />
    </FilterBar>
  );
}
