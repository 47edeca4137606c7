import { Alert, Button, Group, Stack, Text } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { useApiMutation } from '@/api/mutation';
import { useSignedIn } from '@/api/session';
import { useSelling, useT } from '@/i18n';
import { EditGrid } from '@/ui/grid/EditGrid';
import { useGrid } from '@/ui/grid/useGrid';
import { useMoney } from '@/ui/money/useMoney';
import { toastSuccess } from '@/ui/toast';
import { useCurrencies } from './useCurrencies';
import { changeOf, columnOfField, rowId, variantGrid, type VariantRow } from './variantGrid';

/** Variants as a spreadsheet, saved all at once; what the server refuses is said at its cell. */
export function VariantEditor({ rows, mixed, readOnly }: { rows: readonly VariantRow[]; mixed: boolean; readOnly: boolean }) {
  const t = useT();
  const { variants: words } = useSelling();
  const { organization } = useSignedIn();
  const money = useMoney();
  const queryClient = useQueryClient();
  const variants = useMemo(() => rows.map(({ variant }) => variant), [rows]);
  const currencies = useCurrencies(variants);
  const context = useMemo(
    () => ({ words, money, currencies, currency: organization.currency }),
    [words, money, currencies, organization.currency],
  );
  const columns = useMemo(() => {
    const all = variantGrid({ ...context, mixed });
    return readOnly ? all.map(({ check: _check, ...column }) => column) : all;
  }, [context, mixed, readOnly]);
  const grid = useGrid({ rows, columns, rowId });
  const [refused, setRefused] = useState<ReadonlyMap<string, ReadonlyMap<string, string>>>(new Map());
  const save = useApiMutation('post', '/api/v1/variants/bulk', {
    onSuccess: (answer, { body }) => {
      const outcomes = answer?.outcomes ?? [];
      const saved = outcomes.filter(({ error }) => error === null).map(({ variant_id }) => variant_id);
      const faults = outcomes.flatMap(({ variant_id, error }, index) =>
        error === null
          ? []
          : [[variant_id, new Map([[columnOfField(error.field, body.changes[index]?.change ?? {}), error.message]])] as const],
      );
      setRefused(new Map(faults));
      if (saved.length > 0) toastSuccess(words.saved(saved.length));
      // The stored values first, then the edits go, so that no cell shows an old value in between.
      void Promise.all(
        (['/api/v1/products', '/api/v1/products/{product_id}'] as const).map((key) => queryClient.invalidateQueries({ queryKey: [key] })),
      ).then(() => grid.clear(saved));
    },
  });
  const submit = () => {
    const changes = rows.flatMap((row) => {
      const cells = grid.edits.get(rowId(row));
      return cells === undefined
        ? []
        : [{ variant_id: row.variant.id, version: row.variant.version, change: changeOf(row, cells, context) }];
    });
    save.mutate({ body: { changes } });
  };
  return (
    <Stack gap="sm">
      {refused.size > 0 && (
        <Alert color="red" variant="light" role="alert">
          {words.refused(refused.size)}
        </Alert>
      )}
      <EditGrid label={words.title} rows={rows} columns={columns} rowId={rowId} grid={grid} refused={refused} />
      {!readOnly && (
        <Group justify="flex-end" gap="sm">
          <Text size="sm" c="dimmed" aria-live="polite">
            {grid.faults > 0 ? words.faults(grid.faults) : grid.changed > 0 ? words.changed(grid.changed) : ''}
          </Text>
          <Button variant="default" disabled={grid.changed === 0} onClick={() => grid.clear()}>
            {words.discard}
          </Button>
          <Button disabled={grid.changed === 0 || grid.faults > 0} loading={save.isPending} onClick={submit}>
            {t.common.save}
          </Button>
        </Group>
      )}
    </Stack>
  );
}
