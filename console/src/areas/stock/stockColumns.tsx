import { Stack, Text } from '@mantine/core';
import type { StockState, VariantStock } from '@/api/types';
import type { Formatter, Selling } from '@/i18n';
import { columnsOf } from '@/ui/DataTable';
import { StatusBadge, type Tone } from '@/ui/StatusBadge';

const helper = columnsOf<VariantStock>();

export const STOCK_TONES: Record<StockState, Tone> = { negative: 'bad', oversold: 'bad', out: 'warn', low: 'warn', ok: 'good' };

export function stockName({ title, variant_title }: Pick<VariantStock, 'title' | 'variant_title'>): string {
  return [title, variant_title].filter(Boolean).join(' · ');
}

export function stockColumns({ stock: words }: Selling, format: Formatter) {
  const figure = (id: 'on_hand' | 'reserved' | 'available' | 'incoming') =>
    helper.accessor(id, {
      header: words.figures[id],
      meta: { align: 'right' },
      cell: ({ getValue }) => (
        <Text span inherit className="tabular" fw={id === 'available' ? 600 : undefined}>
          {format.number(getValue())}
        </Text>
      ),
    });
  return helper.columns([
    helper.display({
      id: 'title',
      header: words.variant,
      meta: { card: 'title' },
      cell: ({ row: { original } }) => (
        <Stack gap={0} miw={0}>
          <Text fw={550} truncate>
            {stockName(original)}
          </Text>
          {original.sku !== null && (
            <Text size="xs" c="dimmed" className="mono" truncate>
              {original.sku}
            </Text>
          )}
        </Stack>
      ),
    }),
    helper.accessor('state', {
      header: words.state,
      cell: ({ getValue }) => {
        const state = getValue() ?? 'ok';
        return <StatusBadge tone={STOCK_TONES[state]}>{words.states[state]}</StatusBadge>;
      },
    }),
    figure('on_hand'),
    figure('reserved'),
    figure('available'),
    figure('incoming'),
  ]);
}
