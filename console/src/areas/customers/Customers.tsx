import { Button, Select } from '@mantine/core';
import { IconPlus, IconUsersGroup } from '@tabler/icons-react';
import { getRouteApi } from '@tanstack/react-router';
import { useMemo } from 'react';
import { useApiList } from '@/api/query';
import { useSignedIn } from '@/api/session';
import type { Marketing } from '@/api/types';
import { useSelling, useT } from '@/i18n';
import { DataTable } from '@/ui/DataTable';
import { EmptyState } from '@/ui/EmptyState';
import { FilterBar, SearchField } from '@/ui/FilterBar';
import { Page } from '@/ui/Page';
import { CreateCustomerModal } from './CreateCustomerModal';
import { customerColumns } from './customerColumns';

const route = getRouteApi('/shell/selling/customers');
const STATES: readonly Marketing[] = ['granted', 'withdrawn', 'unknown'];

export function Customers() {
  const t = useT();
  const { customers: words } = useSelling();
  const { can } = useSignedIn();
  const { create, ...search } = route.useSearch();
  const navigate = route.useNavigate();
  const list = useApiList('/api/v1/customers', search);
  const columns = useMemo(() => customerColumns(words), [words]);
  const active = Object.values(search).some((value) => value !== undefined);
  const set = (change: Partial<typeof search>) =>
    void navigate({ search: (current) => ({ ...current, ...change }), replace: true });
  const button = can('customers.manage') && (
    <Button
      leftSection={<IconPlus size={16} aria-hidden />}
      onClick={() => void navigate({ search: (current) => ({ ...current, create: true }) })}
    >
      {words.create}
    </Button>
  );
  return (
    <Page title={words.title} subtitle={words.subtitle} actions={button}>
      <FilterBar active={active} onClear={() => void navigate({ search: {}, replace: true })}>
        <SearchField label={words.search} value={search.q} onChange={(q) => set({ q })} />
        <Select
          aria-label={words.marketing}
          placeholder={words.marketing}
          clearable
          w={190}
          value={search.marketing ?? null}
          onChange={(marketing) => set({ marketing: marketing ?? undefined })}
          data={STATES.map((value) => ({ value, label: words.marketingStates[value] }))}
        />
        <SearchField label={words.tagFilter} value={search.tag} onChange={(tag) => set({ tag })} w={150} />
      </FilterBar>
      <DataTable
        label={words.title}
        source={list}
        columns={columns}
        rowId={(row) => row.id}
        onOpen={(row) => void navigate({ to: '/customers/$customer', params: { customer: row.id } })}
        empty={
          <EmptyState
            icon={IconUsersGroup}
            title={active ? t.common.noMatch : words.emptyTitle}
            hint={active ? t.common.noMatchHint : words.emptyHint}
            action={!active && button}
          />
        }
      />
      <CreateCustomerModal
        opened={create === true}
        onClose={() => void navigate({ search: ({ create: _create, ...rest }) => rest, replace: true })}
      />
    </Page>
  );
}
