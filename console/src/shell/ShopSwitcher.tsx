import { Menu, Text, UnstyledButton } from '@mantine/core';
import { IconBuildingStore, IconCheck, IconPlugConnected, IconSelector, IconSettings, IconStack2 } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import type { Shop } from '@/api/types';
import { useT, type Catalogue } from '@/i18n';
import classes from './ShopSwitcher.module.css';
import { useShop } from './useShop';

/** Where a shop runs, in a word: its platform, or here. */
export function shopPlace(t: Catalogue, { platform }: Pick<Shop, 'platform'>): string {
  return platform === null ? t.shell.shops.hosted : t.shell.platforms[platform];
}

/** Which shop the selling pages are about: all of them, or one. Nothing while there is none to choose. */
export function ShopSwitcher() {
  const t = useT();
  const navigate = useNavigate();
  const { shops, shop, choose } = useShop();
  if (shops.length === 0) return null;
  const Mark = shop === null ? IconStack2 : shop.kind === 'connected' ? IconPlugConnected : IconBuildingStore;
  return (
    <Menu position="bottom-start" width={264}>
      <Menu.Target>
        <UnstyledButton className={classes.target} aria-label={t.shell.shops.label(shop?.name ?? t.shell.shops.all)}>
          <Mark size={17} stroke={1.7} aria-hidden />
          <Text span truncate className={classes.name}>
            {shop?.name ?? t.shell.shops.all}
          </Text>
          <IconSelector size={15} className={classes.chevron} aria-hidden />
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{t.shell.shops.title}</Menu.Label>
        <Menu.Item
          leftSection={<IconStack2 size={17} stroke={1.7} aria-hidden />}
          rightSection={shop === null ? <IconCheck size={16} aria-hidden /> : null}
          aria-current={shop === null ? 'true' : undefined}
          onClick={() => choose(null)}
        >
          {t.shell.shops.all}
        </Menu.Item>
        {shops.map((other) => (
          <Menu.Item
            key={other.id}
            leftSection={<PlaceIcon shop={other} />}
            rightSection={other.id === shop?.id ? <IconCheck size={16} aria-hidden /> : null}
            aria-current={other.id === shop?.id ? 'true' : undefined}
            onClick={() => choose(other.id)}
          >
            <Text size="sm" fw={500} truncate>
              {other.name}
            </Text>
            <Text size="xs" c="dimmed">
              {shopPlace(t, other)} · {other.currency}
            </Text>
          </Menu.Item>
        ))}
        <Menu.Divider />
        <Menu.Item leftSection={<IconSettings size={16} aria-hidden />} onClick={() => void navigate({ to: '/settings/shops' })}>
          {t.shell.shops.manage}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

function PlaceIcon({ shop }: { shop: Shop }) {
  const IconComponent = shop.kind === 'connected' ? IconPlugConnected : IconBuildingStore;
  return <IconComponent size={17} stroke={1.7} aria-hidden />;
}
