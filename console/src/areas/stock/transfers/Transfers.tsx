import { Select, Text } from '@mantine/core';
import { IconPlus, IconTransfer } from '@tabler/icons-react';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { useMemo } from 'react';
import { useApiList } from '@/api/query';
import { useSignedIn } from '@/api/session';
import type { Transfer } from '@/api/types';
import { useSelling, useT, type Selling } from '@/i18n';
import { DataTable, columnsOf } from '@/ui/DataTable';
import { EmptyState } from '@/ui/EmptyState';
import { FilterBar } from '@/ui/FilterBar';
import { LinkButton } from '@/ui/LinkButton';
import { Page } from '@/ui/Page';
import { StatusBadge } from '@/ui/StatusBadge';
import { Time } from '@/ui/Time';
import { useLocations } from '../useLocations';
import { TRANSFER_STATES, TRANSFER_TONES } from './transfer';

const route = getRouteApi('/shell/selling/stock/transfers');
const helper = columnsOf<Transfer>();

function transferColumns(words: Selling['transfers'], nameOf: (id: string) => string) {
  return helper.columns([
    helper.display({
      id: 'number',
      header: words.one,
      meta: { card: 'title' },
      cell: ({ row: { original } }) => (
        <>
          <Text fw={550}>{words.numbered(original.number)}</Text>
          <Text size="xs" c="dimmed">
            {words.way(nameOf(original.from_location_id), nameOf(original.to_location_id))}
          </Text>
        </>
      ),
    }),
    helper.accessor('state', {
      header: words.state,
      cell: ({ getValue }) => <StatusBadge tone={TRANSFER_TONES[getValue()]}>{words.states[getValue()]}</StatusBadge>,
    }),
    helper.accessor('expected_at', { header: words.expected, cell: ({ getValue }) => <Time at={getValue()} mode="date" /> }),
    helper.accessor('created_at', { header: words.made, cell: ({ getValue }) => <Time at={getValue()} /> }),
  ]);
}

/** Goods that go from one location to another. */
export function Transfers() {
  const t = useT();
  const { transfers: words } = useSelling();
  const { can } = useSignedIn();
  const { state } = route.useSearch();
  const setSearch = route.useNavigate();
  const navigate = useNavigate();
  const locations = useLocations();
  const list = useApiList('/api/v1/stock-transfers', { state });
  const { rows } = locations;
  const columns = useMemo(() => {
    const nameOf = (id: string) => rows.find((location) => location.id === id)?.name ?? '–';
    return transferColumns(words, nameOf);
  }, [words, rows]);
  const active = state !== undefined;
  const button = can('stock.manage') && (
    <LinkButton to="/stock/transfers/new" leftSection={<IconPlus size={16} aria-hidden />}>
      {words.create}
    </LinkButton>
  );
  return (
    <Page title={words.title} subtitle={words.subtitle} actions={button}>
      <FilterBar active={active} onClear={() => void setSearch({ search: {}, replace: true })}>
        <Select
          clearable
          w={{ base: '100%', xs: 190 }}
          aria-label={words.state}
          placeholder={words.state}
          value={state ?? null}
          onChange={(chosen) => void setSearch({ search: chosen === null ? {} : { state: chosen }, replace: true })}
          data={TRANSFER_STATES.map((value) => ({ value, label: words.states[value] }))}
        />
      </FilterBar>
      <DataTable
        label={words.title}
        source={list}
        columns={columns}
        rowId={(row) => row.id}
        onOpen={(row) => void navigate({ to: '/stock/transfers/$transfer', params: { transfer: row.id } })}
        empty={
          <EmptyState
            icon={IconTransfer}
            title={active ? t.common.noMatch : words.emptyTitle}
            hint={active ? t.common.noMatchHint : words.emptyHint}
            action={!active && button}
          />
        }
      />
    </Page>
  );
}
