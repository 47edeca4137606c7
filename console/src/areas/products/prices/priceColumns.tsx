import { Stack, Text } from '@mantine/core';
import type { ListedPrice } from '@/api/types';
import type { Selling } from '@/i18n';
import { columnsOf } from '@/ui/DataTable';
import { TextLink } from '@/ui/LinkButton';
import { Money } from '@/ui/money/Money';
import { PriceField } from './PriceField';

const helper = columnsOf<ListedPrice>();

/** A variant, its base price, and what it sells for by this list. In a base list both would be the same. */
export function priceColumns(words: Selling['priceLists'], isBase: boolean) {
  const base = helper.accessor('base_price', {
    header: words.basePrice,
    meta: { align: 'right' },
    cell: ({ getValue }) => <Money value={getValue()} />,
  });
  return helper.columns([
    helper.display({
      id: 'variant',
      header: words.variant,
      meta: { card: 'title' },
      cell: ({ row: { original: row } }) => (
        <Stack gap={0}>
          <TextLink to="/products/$product" params={{ product: row.product_id }} fw={550} c="inherit">
            {row.title}
          </TextLink>
          <Text size="xs" c="dimmed">
            {[row.variant_title, row.sku].filter(Boolean).join(' · ')}
          </Text>
        </Stack>
      ),
    }),
    ...(isBase ? [] : [base]),
    helper.display({
      id: 'price',
      header: words.price,
      meta: { width: 170 },
      cell: ({ row }) => <PriceField row={row.original} field="price" />,
    }),
    helper.display({
      id: 'compare_at',
      header: words.compareAt,
      meta: { width: 170 },
      cell: ({ row }) => <PriceField row={row.original} field="compareAt" />,
    }),
  ]);
}
