import { Select } from '@mantine/core';
import { IconArrowBackUp } from '@tabler/icons-react';
import { getRouteApi } from '@tanstack/react-router';
import { useMemo } from 'react';
import { useApiList } from '@/api/query';
import { useSelling, useT } from '@/i18n';
import { useShop } from '@/shell/useShop';
import { DataTable } from '@/ui/DataTable';
import { EmptyState } from '@/ui/EmptyState';
import { FilterBar } from '@/ui/FilterBar';
import { Page } from '@/ui/Page';
import { RETURN_STEPS, statesOf } from '../states';
import { returnColumns } from './returnColumns';

const route = getRouteApi('/shell/selling/orders/returns');

/** All returns; each is worked on where its order is. */
export function ReturnList() {
  const t = useT();
  const { returns: words } = useSelling();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const { shopId } = useShop();
  const list = useApiList('/api/v1/returns', { ...search, shop: shopId });
  const columns = useMemo(() => returnColumns(words), [words]);
  const active = search.state !== undefined;
  return (
    <Page title={words.title} subtitle={words.subtitle}>
      <FilterBar active={active} onClear={() => void navigate({ search: {}, replace: true })}>
        <Select
          clearable
          w={190}
          aria-label={words.state}
          placeholder={words.state}
          value={search.state ?? null}
          onChange={(state) => void navigate({ search: state === null ? {} : { state }, replace: true })}
          data={statesOf(RETURN_STEPS).map((value) => ({ value, label: words.states[value] }))}
        />
      </FilterBar>
      <DataTable
        label={words.title}
        source={list}
        columns={columns}
        rowId={(row) => row.id}
        onOpen={(row) => void navigate({ to: '/orders/$order', params: { order: row.order_id } })}
        empty={
          <EmptyState
            icon={IconArrowBackUp}
            title={active ? t.common.noMatch : words.emptyTitle}
            hint={active ? t.common.noMatchHint : words.emptyHint}
          />
        }
      />
    </Page>
  );
}
