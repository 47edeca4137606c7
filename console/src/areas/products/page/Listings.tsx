import { Group, Stack, Switch, Text } from '@mantine/core';
import { useApiMutation } from '@/api/mutation';
import type { ProductDetail, Shop } from '@/api/types';
import { useSelling, useT } from '@/i18n';
import { shopPlace } from '@/shell/ShopSwitcher';
import { useShop } from '@/shell/useShop';
import { Section } from '@/ui/Section';

/** In which shops a product is shown. */
export function Listings({ product, readOnly }: { product: ProductDetail; readOnly: boolean }) {
  const { products: words } = useSelling();
  const { shops } = useShop();
  return (
    <Section title={words.listings} hint={product.state === 'active' ? words.listingsHint : words.listingsDraft}>
      {shops.length === 0 && <Text c="dimmed">{words.noShops}</Text>}
      <Stack gap="sm">
        {shops.map((shop) => (
          <ListingRow key={shop.id} product={product} shop={shop} readOnly={readOnly} />
        ))}
      </Stack>
    </Section>
  );
}

function ListingRow({ product, shop, readOnly }: { product: ProductDetail; shop: Shop; readOnly: boolean }) {
  const t = useT();
  const { products: words } = useSelling();
  const shown = product.listings.find(({ shop_id }) => shop_id === shop.id)?.state === 'published';
  const set = useApiMutation('put', '/api/v1/products/{product_id}/shops/{shop_id}', {
    invalidates: ['/api/v1/products', '/api/v1/products/{product_id}'],
    success: (_, { body }) => (body.state === 'published' ? words.published(shop.name) : words.hidden(shop.name)),
  });
  return (
    <Group justify="space-between" wrap="nowrap">
      <Stack gap={0} miw={0}>
        <Text fw={550} truncate>
          {shop.name}
        </Text>
        <Text size="xs" c="dimmed">
          {shopPlace(t, shop)}
        </Text>
      </Stack>
      <Switch
        aria-label={words.showIn(shop.name)}
        checked={shown}
        disabled={readOnly || set.isPending}
        onChange={(event) =>
          set.mutate({
            params: { path: { product_id: product.id, shop_id: shop.id } },
            body: { state: event.currentTarget.checked ? 'published' : 'hidden' },
          })
        }
      />
    </Group>
  );
}
