import { Button, Group, Switch } from '@mantine/core';
import { IconInbox, IconSettings } from '@tabler/icons-react';
import { getRouteApi } from '@tanstack/react-router';
import { useMemo, useState } from 'react';
import { useApiList } from '@/api/query';
import { useSignedIn } from '@/api/session';
import { useSelling, useT } from '@/i18n';
import { DataTable } from '@/ui/DataTable';
import { EmptyState } from '@/ui/EmptyState';
import { LinkButton } from '@/ui/LinkButton';
import { Page } from '@/ui/Page';
import { platformName } from '../platforms';
import { useConnections } from '../useConnections';
import { DeliveryDrawer } from './DeliveryDrawer';
import { deliveryColumns } from './deliveryColumns';
import { InboxFilters } from './InboxFilters';
import { KeepModal } from './KeepModal';
import { ReplayThese } from './ReplayThese';

const route = getRouteApi('/shell/selling/inbox');
const LIVE_MS = 3_000;

/** What all connections were sent, the newest first. */
export function Inbox() {
  const t = useT();
  const words = useSelling();
  const { inbox } = words;
  const { can } = useSignedIn();
  const { delivery, live, ...filter } = route.useSearch();
  const navigate = route.useNavigate();
  const { connections } = useConnections();
  const list = useApiList('/api/v1/inbox/deliveries', filter, live ? { refetchInterval: LIVE_MS } : {});
  const [keeping, setKeeping] = useState(false);
  const mayReplay = can('channels.manage');
  const columns = useMemo(() => {
    const names = new Map(connections.map(({ id, name, platform }) => [id, { name, platform: platformName(t, words, platform) }]));
    return deliveryColumns(words, (id) => names.get(id), mayReplay);
  }, [t, words, connections, mayReplay]);
  const set = (change: Partial<ReturnType<typeof route.useSearch>>) =>
    void navigate({ search: (current) => ({ ...current, ...change }), replace: true });
  const active = Object.values(filter).some((value) => value !== undefined);
  return (
    <Page
      title={inbox.title}
      subtitle={inbox.subtitle}
      actions={
        <Group gap="sm">
          <Switch
            label={inbox.live}
            title={inbox.liveOn}
            checked={live === true}
            onChange={(event) => set({ live: event.currentTarget.checked || undefined })}
          />
          {mayReplay && (
            <Button variant="default" leftSection={<IconSettings size={16} aria-hidden />} onClick={() => setKeeping(true)}>
              {inbox.settings}
            </Button>
          )}
          {mayReplay && active && filter.state !== 'waiting' && <ReplayThese filter={filter} />}
        </Group>
      }
    >
      <InboxFilters filter={filter} active={active} connections={connections} onChange={set} />
      <DataTable
        label={inbox.title}
        source={list}
        columns={columns}
        rowId={(row) => row.id}
        onOpen={({ id }) => set({ delivery: id })}
        empty={
          active ? (
            <EmptyState icon={IconInbox} title={t.common.noMatch} hint={t.common.noMatchHint} />
          ) : (
            <EmptyState
              icon={IconInbox}
              title={inbox.emptyTitle}
              hint={inbox.emptyHint}
              action={
                <LinkButton to="/connections" variant="default">
                  {inbox.toConnections}
                </LinkButton>
              }
            />
          )
        }
      />
      {mayReplay && <KeepModal opened={keeping} onClose={() => setKeeping(false)} />}
      <DeliveryDrawer id={delivery ?? null} onOpen={(id) => set({ delivery: id })} onClose={() => set({ delivery: undefined })} />
    </Page>
  );
}
