import { Alert, Button, Group, Paper, Stack, Switch, Text } from '@mantine/core';
import { IconCoins } from '@tabler/icons-react';
import { getRouteApi } from '@tanstack/react-router';
import { useMemo, useState } from 'react';
import { useApiList } from '@/api/query';
import type { ListedPrice, PriceList } from '@/api/types';
import { useSelling, useT } from '@/i18n';
import { ConfirmModal } from '@/ui/ConfirmModal';
import { DataTable } from '@/ui/DataTable';
import { EmptyState } from '@/ui/EmptyState';
import { FilterBar, SearchField } from '@/ui/FilterBar';
import { priceColumns } from './priceColumns';
import { changesOf, faultsOf, withEdit, type PriceEdits, type PriceValues } from './priceEdits';
import { EditingPrices } from './PriceField';
import { useSavePrices } from './useSavePrices';

const route = getRouteApi('/shell/selling/products/prices/$list');
const NONE: PriceEdits = new Map();

/** What is sold, with its prices to type in; all that was changed is saved at once. */
export function PriceTable({ list, readOnly }: { list: PriceList; readOnly: boolean }) {
  const t = useT();
  const { priceLists: words, variants } = useSelling();
  const { q, priced } = route.useSearch();
  const navigate = route.useNavigate();
  const rows = useApiList('/api/v1/price-lists/{price_list_id}/prices', { q, priced }, { inside: { price_list_id: list.id } });
  const columns = useMemo(() => priceColumns(words, list.is_base), [words, list.is_base]);
  const [edits, setEdits] = useState(NONE);
  const [asking, setAsking] = useState(false);
  const saving = useSavePrices(list, (saved) => setEdits((now) => new Map([...now].filter(([id]) => !saved.includes(id)))));
  const isFaulty = [...edits.values()].some((values) => Object.values(faultsOf(values)).some((fault) => fault !== null));
  const removed = changesOf(list, rows.rows, edits).remove.length;
  const set = (change: { q?: string; priced?: true }) => {
    // What is edited stands in rows that another search does not show.
    setEdits(NONE);
    void navigate({ search: (current) => ({ ...current, ...change }), replace: true });
  };
  const save = () => {
    setAsking(false);
    void saving.save(rows.rows, edits);
  };
  const active = q !== undefined || priced === true;
  const editing = useMemo(
    () => ({
      currency: list.currency,
      readOnly,
      edits,
      refused: saving.refused,
      change: (row: ListedPrice, change: Partial<PriceValues>) => setEdits((now) => withEdit(now, row, change)),
    }),
    [list.currency, readOnly, edits, saving.refused],
  );
  return (
    <Stack gap="sm">
      <FilterBar active={active} onClear={() => set({ q: undefined, priced: undefined })}>
        <SearchField label={words.find} value={q} disabled={edits.size > 0} onChange={(text) => set({ q: text })} />
        <Switch
          label={words.onlyPriced}
          disabled={edits.size > 0}
          checked={priced === true}
          onChange={(event) => set({ priced: event.currentTarget.checked ? true : undefined })}
        />
      </FilterBar>
      {saving.refused.size > 0 && (
        <Alert color="red" variant="light" role="alert">
          {words.refused(saving.refused.size)}
        </Alert>
      )}
      <EditingPrices value={editing}>
        <DataTable
          label={list.name}
          source={rows}
          columns={columns}
          rowId={(row) => row.variant_id}
          empty={
            <EmptyState
              icon={IconCoins}
              title={active ? t.common.noMatch : words.nothing}
              hint={active ? t.common.noMatchHint : words.nothingHint}
            />
          }
        />
      </EditingPrices>
      {edits.size > 0 && (
        <Paper withBorder shadow="md" p="sm" pos="sticky" bottom={12} style={{ zIndex: 2 }}>
          <Group justify="flex-end" gap="sm">
            <Text size="sm" aria-live="polite">
              {words.changed(edits.size)}
            </Text>
            <Button
              variant="default"
              onClick={() => {
                setEdits(NONE);
                saving.forget();
              }}
            >
              {variants.discard}
            </Button>
            <Button disabled={isFaulty} loading={saving.isPending} onClick={() => (removed > 0 ? setAsking(true) : save())}>
              {t.common.save}
            </Button>
          </Group>
        </Paper>
      )}
      <ConfirmModal
        opened={asking}
        onClose={() => setAsking(false)}
        onConfirm={save}
        title={words.removeTitle(removed)}
        body={words.removeBody}
        confirmLabel={words.removeConfirm}
      />
    </Stack>
  );
}
