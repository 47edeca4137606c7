import { Menu, Stack, Text } from '@mantine/core';
import { IconArchive, IconArchiveOff, IconPencil, IconReceiptTax } from '@tabler/icons-react';
import type { Shop } from '@/api/types';
import type { Catalogue, Selling } from '@/i18n';
import { shopPlace } from '@/shell/ShopSwitcher';
import { columnsOf } from '@/ui/DataTable';
import { RowMenu } from '@/ui/RowMenu';
import { StatusBadge } from '@/ui/StatusBadge';
import { countryName } from '@/ui/region';
import { languageName } from './languages';

const helper = columnsOf<Shop>();

export type ShopAction = 'edit' | 'taxes' | 'archive' | 'restore';

export function shopColumns(
  t: Catalogue,
  { shops, taxes }: Selling,
  mayChange: boolean,
  act: (action: ShopAction, shop: Shop) => void,
) {
  const locale = document.documentElement.lang;
  return helper.columns([
    helper.display({
      id: 'name',
      header: shops.name,
      meta: { card: 'title' },
      cell: ({ row: { original: shop } }) => (
        <Stack gap={0}>
          <Text fw={550} truncate>
            {shop.name}
          </Text>
          <Text size="xs" c="dimmed">
            {shopPlace(t, shop)}
          </Text>
        </Stack>
      ),
    }),
    helper.accessor('country', { header: shops.country, cell: ({ getValue }) => countryName(locale, getValue()) }),
    helper.accessor('currency', { header: shops.currency }),
    helper.accessor('language', {
      header: t.organization.language,
      cell: ({ getValue }) => languageName(locale, getValue()),
    }),
    helper.accessor('state', {
      header: shops.state,
      cell: ({ getValue }) => (
        <StatusBadge tone={getValue() === 'active' ? 'good' : 'quiet'}>{shops.states[getValue()]}</StatusBadge>
      ),
    }),
    helper.display({
      id: 'actions',
      header: '',
      meta: { card: 'actions', align: 'right' },
      cell: ({ row: { original: shop } }) =>
        mayChange && (
          <RowMenu name={shop.name}>
            <Menu.Item leftSection={<IconPencil size={16} aria-hidden />} onClick={() => act('edit', shop)}>
              {t.common.edit}
            </Menu.Item>
            <Menu.Item leftSection={<IconReceiptTax size={16} aria-hidden />} onClick={() => act('taxes', shop)}>
              {taxes.name}
            </Menu.Item>
            {shop.state === 'active' ? (
              <Menu.Item leftSection={<IconArchive size={16} aria-hidden />} onClick={() => act('archive', shop)}>
                {shops.archive}
              </Menu.Item>
            ) : (
              <Menu.Item leftSection={<IconArchiveOff size={16} aria-hidden />} onClick={() => act('restore', shop)}>
                {shops.restore}
              </Menu.Item>
            )}
          </RowMenu>
        ),
    }),
  ]);
}
