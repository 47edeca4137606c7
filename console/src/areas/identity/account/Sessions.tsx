import { Badge, Button, Group, Stack, Text, ThemeIcon } from '@mantine/core';
import { IconDeviceDesktop, IconDeviceMobile, IconDevices, IconLogout } from '@tabler/icons-react';
import { useMemo, useState } from 'react';
import { useApiMutation } from '@/api/mutation';
import { useApiList } from '@/api/query';
import type { Session } from '@/api/types';
import { useT, type Catalogue } from '@/i18n';
import { useSignOut } from '@/shell/useSignOut';
import { ConfirmModal } from '@/ui/ConfirmModal';
import { DataTable, columnsOf } from '@/ui/DataTable';
import { describeDevice, isPhone } from '@/ui/device';
import { EmptyState } from '@/ui/EmptyState';
import { Page } from '@/ui/Page';
import { Time } from '@/ui/Time';

const helper = columnsOf<Session>();

function sessionColumns(t: Catalogue, onEnd: (id: string) => void) {
  return helper.columns([
    helper.display({
      id: 'device',
      header: t.account.device,
      meta: { card: 'title' },
      cell: ({ row: { original: session } }) => <Device session={session} />,
    }),
    helper.accessor('ip', {
      header: t.account.address,
      cell: ({ getValue }) => <span className="mono">{getValue() ?? '–'}</span>,
    }),
    helper.accessor('last_seen_at', { header: t.account.lastSeen, cell: ({ getValue }) => <Time at={getValue()} /> }),
    helper.accessor('created_at', {
      header: t.account.signedIn,
      cell: ({ getValue }) => <Time at={getValue()} mode="dateTime" />,
    }),
    helper.display({
      id: 'actions',
      header: '',
      meta: { card: 'actions', align: 'right' },
      cell: ({ row: { original: session } }) =>
        !session.current && (
          <Button size="xs" variant="default" onClick={() => onEnd(session.id)}>
            {t.account.end}
          </Button>
        ),
    }),
  ]);
}

function Device({ session }: { session: Session }) {
  const t = useT();
  const IconComponent = isPhone(session.user_agent ?? null) ? IconDeviceMobile : IconDeviceDesktop;
  return (
    <Group gap="sm" wrap="nowrap">
      <ThemeIcon variant="default" size={34} radius="md" c="dimmed">
        <IconComponent size={18} stroke={1.6} aria-hidden />
      </ThemeIcon>
      <Stack gap={1} align="flex-start">
        <Text fw={550}>{describeDevice(t, session.user_agent ?? null)}</Text>
        {session.current && (
          <Badge size="sm" color="brand">
            {t.account.current}
          </Badge>
        )}
      </Stack>
    </Group>
  );
}

export function Sessions() {
  const t = useT();
  const list = useApiList('/api/v1/me/sessions');
  const [leaving, setLeaving] = useState(false);
  const { signOut, isPending } = useSignOut(true);
  const end = useApiMutation('delete', '/api/v1/me/sessions/{session_id}', {
    invalidates: ['/api/v1/me/sessions'],
    success: t.account.ended,
  });
  const { mutate } = end;
  const columns = useMemo(() => sessionColumns(t, (id) => mutate({ params: { path: { session_id: id } } })), [t, mutate]);
  return (
    <Page
      title={t.account.sessionsTitle}
      subtitle={t.account.sessionsSubtitle}
      actions={
        <Button variant="default" leftSection={<IconLogout size={16} aria-hidden />} onClick={() => setLeaving(true)}>
          {t.account.signOutEverywhere}
        </Button>
      }
    >
      <DataTable
        label={t.account.sessionsTitle}
        source={list}
        columns={columns}
        rowId={(session) => session.id}
        empty={<EmptyState icon={IconDevices} title={t.account.sessionsTitle} hint={t.account.sessionsSubtitle} />}
      />
      <ConfirmModal
        opened={leaving}
        onClose={() => setLeaving(false)}
        onConfirm={signOut}
        loading={isPending}
        title={t.account.signOutEverywhereTitle}
        body={t.account.signOutEverywhereBody}
        confirmLabel={t.account.signOutEverywhere}
      />
    </Page>
  );
}
