import { Button } from '@mantine/core';
import { IconPlugConnected, IconPlus } from '@tabler/icons-react';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { useMemo } from 'react';
import { useApiList } from '@/api/query';
import { useSignedIn } from '@/api/session';
import { useSelling, useT } from '@/i18n';
import { useShop } from '@/shell/useShop';
import { DataTable } from '@/ui/DataTable';
import { EmptyState } from '@/ui/EmptyState';
import { Page } from '@/ui/Page';
import { ConnectModal } from './ConnectModal';
import { connectionColumns } from './connectionColumns';

const route = getRouteApi('/shell/selling/connections');

/** Who is listened to, and what came from them last. */
export function Connections() {
  const t = useT();
  const words = useSelling();
  const { can } = useSignedIn();
  const { create } = route.useSearch();
  const navigate = route.useNavigate();
  const go = useNavigate();
  const list = useApiList('/api/v1/connections', undefined, { refetchInterval: 10_000 });
  const { shops } = useShop();
  const mayChange = can('channels.manage');
  const columns = useMemo(() => {
    const names = new Map(shops.map(({ id, name }) => [id, name]));
    return connectionColumns(t, words, (id) => names.get(id));
  }, [t, words, shops]);
  const button = (
    <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => void navigate({ search: { create: true } })}>
      {words.channels.connect}
    </Button>
  );
  return (
    <Page title={words.channels.title} subtitle={words.channels.subtitle} actions={mayChange && button}>
      <DataTable
        label={words.channels.title}
        source={list}
        columns={columns}
        rowId={(connection) => connection.id}
        onOpen={({ id }) => void go({ to: '/connections/$connection', params: { connection: id } })}
        empty={
          <EmptyState
            icon={IconPlugConnected}
            title={words.channels.emptyTitle}
            hint={words.channels.emptyHint}
            action={mayChange && button}
          />
        }
      />
      <ConnectModal opened={mayChange && create === true} onClose={() => void navigate({ search: {} })} />
    </Page>
  );
}
