import { Button, Menu, Text } from '@mantine/core';
import { IconCoins, IconPencil, IconPlus } from '@tabler/icons-react';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { useMemo, useState } from 'react';
import { useApiList } from '@/api/query';
import { useSignedIn } from '@/api/session';
import type { PriceList } from '@/api/types';
import { useSelling, type Selling } from '@/i18n';
import { DataTable, columnsOf } from '@/ui/DataTable';
import { EmptyState } from '@/ui/EmptyState';
import { Page } from '@/ui/Page';
import { RowMenu } from '@/ui/RowMenu';
import { PriceListModal } from './PriceListModal';

const route = getRouteApi('/shell/selling/products/prices');
const helper = columnsOf<PriceList>();

function priceListColumns(words: Selling['priceLists'], mayChange: boolean, rename: (list: PriceList) => void) {
  return helper.columns([
    helper.accessor('name', { header: words.name, meta: { card: 'title' }, cell: ({ getValue }) => <Text fw={550}>{getValue()}</Text> }),
    helper.accessor('currency', { header: words.currency }),
    helper.accessor('is_base', { header: words.use, cell: ({ getValue }) => (getValue() ? words.base : words.own) }),
    helper.display({
      id: 'actions',
      header: '',
      meta: { card: 'actions', align: 'right' },
      cell: ({ row: { original: list } }) =>
        mayChange && (
          <RowMenu name={list.name}>
            <Menu.Item leftSection={<IconPencil size={16} aria-hidden />} onClick={() => rename(list)}>
              {words.rename}
            </Menu.Item>
          </RowMenu>
        ),
    }),
  ]);
}

/** What things sell for: a base list for each currency, and lists of their own for some shops. */
export function PriceLists() {
  const { priceLists: words } = useSelling();
  const { can } = useSignedIn();
  const { create } = route.useSearch();
  const setSearch = route.useNavigate();
  const navigate = useNavigate();
  const list = useApiList('/api/v1/price-lists');
  const [renamed, setRenamed] = useState<PriceList | null>(null);
  const mayChange = can('products.manage');
  const columns = useMemo(() => priceListColumns(words, mayChange, setRenamed), [words, mayChange]);
  const open = (id: string) => void navigate({ to: '/products/prices/$list', params: { list: id } });
  const button = mayChange && (
    <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => void setSearch({ search: { create: true } })}>
      {words.create}
    </Button>
  );
  return (
    <Page title={words.title} subtitle={words.subtitle} actions={button}>
      <DataTable
        label={words.title}
        source={list}
        columns={columns}
        rowId={(row) => row.id}
        onOpen={(row) => open(row.id)}
        empty={<EmptyState icon={IconCoins} title={words.emptyTitle} hint={words.emptyHint} action={button} />}
      />
      <PriceListModal
        opened={mayChange && create === true}
        renamed={null}
        onClose={() => void setSearch({ search: {} })}
        onSaved={(made) => open(made.id)}
      />
      <PriceListModal opened={renamed !== null} renamed={renamed} onClose={() => setRenamed(null)} onSaved={() => setRenamed(null)} />
    </Page>
  );
}
