import { Button } from '@mantine/core';
import { IconPlus, IconTruckLoading } from '@tabler/icons-react';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { useMemo } from 'react';
import { useApiList } from '@/api/query';
import { useSignedIn } from '@/api/session';
import { useSelling, useT } from '@/i18n';
import { DataTable } from '@/ui/DataTable';
import { EmptyState } from '@/ui/EmptyState';
import { FilterBar, SearchField } from '@/ui/FilterBar';
import { Page } from '@/ui/Page';
import { SupplierModal } from './SupplierModal';
import { supplierColumns } from './supplierColumns';

const route = getRouteApi('/shell/selling/stock/suppliers');

/** From whom goods come. */
export function Suppliers() {
  const t = useT();
  const words = useSelling();
  const { can } = useSignedIn();
  const { create, q } = route.useSearch();
  const search = route.useNavigate();
  const navigate = useNavigate();
  const list = useApiList('/api/v1/suppliers', { q });
  const columns = useMemo(() => supplierColumns(words), [words]);
  const mayChange = can('stock.manage');
  const active = q !== undefined;
  const button = mayChange && (
    <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => void search({ search: { create: true } })}>
      {words.suppliers.create}
    </Button>
  );
  return (
    <Page title={words.suppliers.title} subtitle={words.suppliers.subtitle} actions={button}>
      <FilterBar active={active} onClear={() => void search({ search: {}, replace: true })}>
        <SearchField label={words.suppliers.search} value={q} onChange={(text) => void search({ search: { q: text }, replace: true })} />
      </FilterBar>
      <DataTable
        label={words.suppliers.title}
        source={list}
        columns={columns}
        rowId={(row) => row.id}
        onOpen={(row) => void navigate({ to: '/stock/suppliers/$supplier', params: { supplier: row.id } })}
        empty={
          <EmptyState
            icon={IconTruckLoading}
            title={active ? t.common.noMatch : words.suppliers.emptyTitle}
            hint={active ? t.common.noMatchHint : words.suppliers.emptyHint}
            action={!active && button}
          />
        }
      />
      <SupplierModal
        opened={mayChange && create === true}
        supplier={null}
        onClose={() => void search({ search: {} })}
        onCreated={(id) => void navigate({ to: '/stock/suppliers/$supplier', params: { supplier: id } })}
      />
    </Page>
  );
}
