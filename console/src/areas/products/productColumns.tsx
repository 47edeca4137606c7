import { Group, Stack, Text } from '@mantine/core';
import type { ProductLine, ProductState } from '@/api/types';
import type { Selling } from '@/i18n';
import { columnsOf } from '@/ui/DataTable';
import { PriceRange } from '@/ui/money/PriceRange';
import { StatusBadge, type Tone } from '@/ui/StatusBadge';
import { Time } from '@/ui/Time';
import { ProductThumb } from './ProductThumb';

const helper = columnsOf<ProductLine>();

export const PRODUCT_TONES: Record<ProductState, Tone> = { draft: 'warn', active: 'good', archived: 'quiet' };

export function productColumns({ products: words }: Selling) {
  return helper.columns([
    helper.display({
      id: 'title',
      header: words.product,
      meta: { card: 'title' },
      cell: ({ row: { original: product } }) => (
        <Group gap="sm" wrap="nowrap">
          <ProductThumb url={product.image_url} />
          <Stack gap={0} miw={0}>
            <Text fw={550} truncate>
              {product.title}
            </Text>
            {product.vendor !== null && (
              <Text size="xs" c="dimmed" truncate>
                {product.vendor}
              </Text>
            )}
          </Stack>
        </Group>
      ),
    }),
    helper.accessor('state', {
      header: words.state,
      cell: ({ getValue }) => <StatusBadge tone={PRODUCT_TONES[getValue()]}>{words.states[getValue()]}</StatusBadge>,
    }),
    helper.accessor('variant_count', {
      header: words.variants,
      meta: { align: 'right' },
      cell: ({ getValue }) => <span className="tabular">{getValue()}</span>,
    }),
    helper.accessor('prices', {
      header: words.price,
      meta: { align: 'right' },
      cell: ({ getValue }) => <PriceRange span={getValue()} fallback={words.noPrice} />,
    }),
    helper.accessor('updated_at', { header: words.updated, cell: ({ getValue }) => <Time at={getValue()} /> }),
  ]);
}
