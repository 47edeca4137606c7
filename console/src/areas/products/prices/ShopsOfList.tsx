import { Group, Stack, Switch, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useApiMutation } from '@/api/mutation';
import { apiQuery } from '@/api/query';
import type { PriceList, Shop } from '@/api/types';
import { useSelling, useT } from '@/i18n';
import { shopPlace } from '@/shell/ShopSwitcher';
import { useShop } from '@/shell/useShop';
import { Section } from '@/ui/Section';

/** Which shops of its currency sell by a list. Those that are given none sell by the base list. */
export function ShopsOfList({ list, readOnly }: { list: PriceList; readOnly: boolean }) {
  const { priceLists: words } = useSelling();
  const shops = useShop().shops.filter(({ currency }) => currency === list.currency);
  return (
    <Section title={words.shops} hint={list.is_base ? words.shopsOfBase : words.shopsHint}>
      {shops.length === 0 && <Text c="dimmed">{words.noShops(list.currency)}</Text>}
      <Stack gap="sm">
        {shops.map((shop) => (
          <ShopRow key={shop.id} list={list} shop={shop} readOnly={readOnly} />
        ))}
      </Stack>
    </Section>
  );
}

function ShopRow({ list, shop, readOnly }: { list: PriceList; shop: Shop; readOnly: boolean }) {
  const t = useT();
  const { priceLists: words } = useSelling();
  const path = { shop_id: shop.id };
  const given = useQuery(apiQuery('/api/v1/shops/{shop_id}/price-list', { params: { path } }));
  const set = useApiMutation('put', '/api/v1/shops/{shop_id}/price-list', {
    invalidates: ['/api/v1/shops/{shop_id}/price-list'],
    success: words.shopSet(shop.name),
  });
  const current = given.data?.price_list_id ?? null;
  const isHere = list.is_base ? given.isSuccess && current === null : current === list.id;
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
        aria-label={words.sellsBy(shop.name)}
        checked={isHere}
        // A shop always sells by some list: it leaves the base list by being given another one.
        disabled={readOnly || set.isPending || given.isPending || (list.is_base && isHere)}
        onChange={(event) =>
          set.mutate({ params: { path }, body: { price_list_id: event.currentTarget.checked && !list.is_base ? list.id : null } })
        }
      />
    </Group>
  );
}
