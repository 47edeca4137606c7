import { Button, Text } from '@mantine/core';
import { IconPlus, IconStack2 } from '@tabler/icons-react';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { useMemo } from 'react';
import { useApiList } from '@/api/query';
import { useSignedIn } from '@/api/session';
import type { CollectionDetail } from '@/api/types';
import { useFormat, useSelling, type Formatter, type Selling } from '@/i18n';
import { DataTable, columnsOf } from '@/ui/DataTable';
import { EmptyState } from '@/ui/EmptyState';
import { Page } from '@/ui/Page';
import { NewCollectionModal } from './NewCollectionModal';

const route = getRouteApi('/shell/selling/products/collections');
const helper = columnsOf<CollectionDetail>();

function collectionColumns(words: Selling['collections'], format: Formatter) {
  return helper.columns([
    helper.accessor('name', { header: words.name, meta: { card: 'title' }, cell: ({ getValue }) => <Text fw={550}>{getValue()}</Text> }),
    helper.accessor('kind', { header: words.kind, cell: ({ getValue }) => words.kinds[getValue()] }),
    helper.accessor('product_count', {
      header: words.products,
      meta: { align: 'right' },
      cell: ({ getValue }) => <span className="tabular">{format.number(getValue())}</span>,
    }),
  ]);
}

/** Products that belong together. */
export function Collections() {
  const { collections: words } = useSelling();
  const format = useFormat();
  const { can } = useSignedIn();
  const { create } = route.useSearch();
  const setSearch = route.useNavigate();
  const navigate = useNavigate();
  const list = useApiList('/api/v1/collections');
  const columns = useMemo(() => collectionColumns(words, format), [words, format]);
  const mayChange = can('products.manage');
  const open = (id: string) => void navigate({ to: '/products/collections/$collection', params: { collection: id } });
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
        empty={<EmptyState icon={IconStack2} title={words.emptyTitle} hint={words.emptyHint} action={button} />}
      />
      <NewCollectionModal opened={mayChange && create === true} onClose={() => void setSearch({ search: {} })} onCreated={open} />
    </Page>
  );
}
