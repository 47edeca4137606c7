import { Button, Switch } from '@mantine/core';
import { IconBuildingStore, IconPlus } from '@tabler/icons-react';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { useMemo, useState } from 'react';
import { useApiList } from '@/api/query';
import { useSignedIn } from '@/api/session';
import type { Shop } from '@/api/types';
import { useSelling, useT } from '@/i18n';
import { DataTable } from '@/ui/DataTable';
import { EmptyState } from '@/ui/EmptyState';
import { Page } from '@/ui/Page';
import { ArchiveModal } from './ArchiveModal';
import { CreateShopModal } from './CreateShopModal';
import { EditShopModal } from './EditShopModal';
import { shopColumns } from './shopColumns';
import { useShopState } from './useShopState';

const route = getRouteApi('/shell/selling/settings/shops');

type Dialog = { kind: 'edit' | 'archive'; shop: Shop };

export function Shops() {
  const t = useT();
  const words = useSelling();
  const { can } = useSignedIn();
  const { create } = route.useSearch();
  const navigate = route.useNavigate();
  const go = useNavigate();
  const list = useApiList('/api/v1/shops');
  const [dialog, setDialog] = useState<Dialog | null>(null);
  const [showArchived, setShowArchived] = useState(false);
  const restore = useShopState('active', words.shops.restored);
  const mayChange = can('shops.manage');
  const close = () => {
    setDialog(null);
    if (create) void navigate({ search: {} });
  };
  const rows = useMemo(
    () => list.rows.filter((shop) => showArchived || shop.state === 'active'),
    [list.rows, showArchived],
  );
  const archived = list.rows.some((shop) => shop.state === 'archived');
  const columns = useMemo(
    () =>
      shopColumns(t, words, mayChange, (action, shop) => {
        if (action === 'restore') restore(shop);
        else if (action === 'taxes') void go({ to: '/settings/shops/$shop/taxes', params: { shop: shop.id } });
        else setDialog({ kind: action, shop });
      }),
    [t, words, mayChange, restore, go],
  );
  const button = (
    <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => void navigate({ search: { create: true } })}>
      {words.shops.create}
    </Button>
  );
  return (
    <Page title={words.shops.title} subtitle={words.shops.subtitle} actions={mayChange && button}>
      <DataTable
        label={words.shops.title}
        source={{ ...list, rows }}
        columns={columns}
        rowId={(shop) => shop.id}
        onOpen={mayChange ? (shop) => setDialog({ kind: 'edit', shop }) : undefined}
        empty={
          <EmptyState
            icon={IconBuildingStore}
            title={words.shops.emptyTitle}
            hint={words.shops.emptyHint}
            action={mayChange && button}
          />
        }
      />
      {archived && (
        <Switch
          mt="md"
          label={words.shops.showArchived}
          checked={showArchived}
          onChange={(event) => setShowArchived(event.currentTarget.checked)}
        />
      )}
      <CreateShopModal opened={mayChange && create === true} onClose={close} />
      <EditShopModal shop={dialog?.kind === 'edit' ? dialog.shop : null} onClose={close} />
      <ArchiveModal shop={dialog?.kind === 'archive' ? dialog.shop : null} onClose={close} />
    </Page>
  );
}
