import { Select, Stack, Text } from '@mantine/core';
import { IconHistory } from '@tabler/icons-react';
import { getRouteApi } from '@tanstack/react-router';
import { useMemo } from 'react';
import { useApiList } from '@/api/query';
import type { StockMovement } from '@/api/types';
import { useFormat, useSelling, useT, type Formatter, type Selling } from '@/i18n';
import { DataTable, columnsOf } from '@/ui/DataTable';
import { EmptyState } from '@/ui/EmptyState';
import { FilterBar } from '@/ui/FilterBar';
import { Page } from '@/ui/Page';
import { Time } from '@/ui/Time';
import { deltaOf } from './signed';
import { useLocations } from './useLocations';

const route = getRouteApi('/shell/selling/stock/movements');
const helper = columnsOf<StockMovement>();

function movementColumns(words: Selling['stock'], format: Formatter, nameOf: (id: string) => string) {
  return helper.columns([
    helper.display({
      id: 'kind',
      header: words.happened,
      meta: { card: 'title' },
      cell: ({ row: { original } }) => (
        <Stack gap={0}>
          <Text fw={550}>
            {words.kinds[original.kind]}
            {original.reason !== null && `: ${words.reasons[original.reason]}`}
          </Text>
          {original.note !== null && (
            <Text size="xs" c="dimmed">
              {original.note}
            </Text>
          )}
        </Stack>
      ),
    }),
    helper.display({
      id: 'delta',
      header: words.change,
      meta: { align: 'right' },
      cell: ({ row: { original } }) => <span className="tabular">{deltaOf(original, format.number)}</span>,
    }),
    helper.accessor('on_hand', {
      header: words.after,
      meta: { align: 'right' },
      cell: ({ getValue }) => <span className="tabular">{format.number(getValue())}</span>,
    }),
    helper.accessor('location_id', { header: words.location, cell: ({ getValue }) => nameOf(getValue()) }),
    helper.display({ id: 'actor', header: words.who, cell: ({ row: { original } }) => original.actor.name || words.somebody }),
    helper.accessor('at', { header: words.when, cell: ({ getValue }) => <Time at={getValue()} /> }),
  ]);
}

/** Every change of every figure, and why. */
export function Movements() {
  const t = useT();
  const { stock: words } = useSelling();
  const format = useFormat();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const locations = useLocations();
  const list = useApiList('/api/v1/stock/movements', search);
  const active = Object.values(search).some((value) => value !== undefined);
  const { rows } = locations;
  const columns = useMemo(() => {
    const nameOf = (id: string) => rows.find((location) => location.id === id)?.name ?? '–';
    return movementColumns(words, format, nameOf);
  }, [words, format, rows]);
  const set = (change: Partial<typeof search>) =>
    void navigate({ search: (current) => ({ ...current, ...change }), replace: true });
  return (
    <Page title={words.movements} subtitle={words.movementsSubtitle}>
      <FilterBar active={active} onClear={() => void navigate({ search: {}, replace: true })}>
        <Select
          clearable
          aria-label={words.happened}
          placeholder={words.happened}
          w={{ base: 'calc(50% - 5px)', xs: 190 }}
          value={search.kind ?? null}
          onChange={(kind) => set({ kind: kind ?? undefined })}
          data={(Object.keys(words.kinds) as StockMovement['kind'][]).map((value) => ({ value, label: words.kinds[value] }))}
        />
        <Select
          clearable
          aria-label={words.location}
          placeholder={words.allLocations}
          w={{ base: 'calc(50% - 5px)', xs: 190 }}
          value={search.location ?? null}
          onChange={(location) => set({ location: location ?? undefined })}
          data={locations.options}
        />
      </FilterBar>
      <DataTable
        label={words.movements}
        source={list}
        columns={columns}
        rowId={(row) => row.id}
        empty={
          <EmptyState
            icon={IconHistory}
            title={active ? t.common.noMatch : words.noMovements}
            hint={active ? t.common.noMatchHint : words.noMovementsHint}
          />
        }
      />
    </Page>
  );
}
