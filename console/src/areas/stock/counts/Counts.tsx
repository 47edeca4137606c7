import { Button, Select, Text } from '@mantine/core';
import { IconClipboardCheck, IconPlus } from '@tabler/icons-react';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { useMemo } from 'react';
import { useApiList } from '@/api/query';
import { useSignedIn } from '@/api/session';
import type { StockCount } from '@/api/types';
import { useSelling, useT, type Selling } from '@/i18n';
import { DataTable, columnsOf } from '@/ui/DataTable';
import { EmptyState } from '@/ui/EmptyState';
import { FilterBar } from '@/ui/FilterBar';
import { Page } from '@/ui/Page';
import { StatusBadge } from '@/ui/StatusBadge';
import { Time } from '@/ui/Time';
import { useLocations } from '../useLocations';
import { COUNT_STATES, COUNT_TONES } from './count';
import { StartCountModal } from './StartCountModal';

const route = getRouteApi('/shell/selling/stock/counts');
const helper = columnsOf<StockCount>();

function countColumns(words: Selling['counts'], nameOf: (id: string) => string) {
  return helper.columns([
    helper.display({
      id: 'number',
      header: words.one,
      meta: { card: 'title' },
      cell: ({ row: { original } }) => (
        <>
          <Text fw={550}>{words.numbered(original.number)}</Text>
          <Text size="xs" c="dimmed">
            {nameOf(original.location_id)}
          </Text>
        </>
      ),
    }),
    helper.accessor('state', {
      header: words.state,
      cell: ({ getValue }) => <StatusBadge tone={COUNT_TONES[getValue()]}>{words.states[getValue()]}</StatusBadge>,
    }),
    helper.accessor('note', { header: words.note, cell: ({ getValue }) => getValue() ?? '–' }),
    helper.accessor('created_at', { header: words.begun, cell: ({ getValue }) => <Time at={getValue()} /> }),
  ]);
}

/** What was counted, and what is being counted. */
export function Counts() {
  const t = useT();
  const { counts: words } = useSelling();
  const { can } = useSignedIn();
  const { state, create } = route.useSearch();
  const setSearch = route.useNavigate();
  const navigate = useNavigate();
  const { rows } = useLocations();
  const list = useApiList('/api/v1/stock-counts', { state });
  const columns = useMemo(() => {
    const nameOf = (id: string) => rows.find((location) => location.id === id)?.name ?? '–';
    return countColumns(words, nameOf);
  }, [words, rows]);
  const active = state !== undefined;
  const mayChange = can('stock.manage');
  const button = mayChange && (
    <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => void setSearch({ search: { create: true } })}>
      {words.create}
    </Button>
  );
  const open = (id: string) => void navigate({ to: '/stock/counts/$count', params: { count: id } });
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
          data={COUNT_STATES.map((value) => ({ value, label: words.states[value] }))}
        />
      </FilterBar>
      <DataTable
        label={words.title}
        source={list}
        columns={columns}
        rowId={(row) => row.id}
        onOpen={(row) => open(row.id)}
        empty={
          <EmptyState
            icon={IconClipboardCheck}
            title={active ? t.common.noMatch : words.emptyTitle}
            hint={active ? t.common.noMatchHint : words.emptyHint}
            action={!active && button}
          />
        }
      />
      <StartCountModal opened={mayChange && create === true} onClose={() => void setSearch({ search: {} })} onStarted={open} />
    </Page>
  );
}
