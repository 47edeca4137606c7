import { Menu, Stack, Title } from '@mantine/core';
import { IconMailForward, IconMailX } from '@tabler/icons-react';
import { useMemo } from 'react';
import { useApiMutation } from '@/api/mutation';
import { useApiList } from '@/api/query';
import type { Invitation } from '@/api/types';
import { useT, type Catalogue } from '@/i18n';
import { DangerItem } from '@/ui/DangerItem';
import { DataTable, columnsOf } from '@/ui/DataTable';
import { RowMenu } from '@/ui/RowMenu';
import { StatusBadge, type Tone } from '@/ui/StatusBadge';
import { Time } from '@/ui/Time';

const helper = columnsOf<Invitation>();
const TONES: Record<string, Tone> = { pending: 'busy', accepted: 'good', expired: 'warn', revoked: 'quiet' };

interface Actions {
  onResend: (id: string) => void;
  onRevoke: (id: string) => void;
}

function invitationColumns(t: Catalogue, { onResend, onRevoke }: Actions) {
  return helper.columns([
    helper.accessor('email', { header: t.members.email, meta: { card: 'title' } }),
    helper.accessor('role', { header: t.members.role, cell: ({ getValue }) => t.common.roles[getValue()] }),
    helper.accessor('state', {
      header: t.keys.state,
      cell: ({ getValue }) => (
        <StatusBadge tone={TONES[getValue()] ?? 'quiet'}>{stateName(t, getValue())}</StatusBadge>
      ),
    }),
    helper.display({
      id: 'by',
      header: t.members.invitedBy,
      cell: ({ row }) => row.original.invited_by?.name ?? '–',
    }),
    helper.accessor('expires_at', { header: t.members.expires, cell: ({ getValue }) => <Time at={getValue()} /> }),
    helper.display({
      id: 'actions',
      header: '',
      meta: { card: 'actions', align: 'right' },
      cell: ({ row: { original } }) => (
        <RowMenu name={original.email}>
          <Menu.Item leftSection={<IconMailForward size={16} aria-hidden />} onClick={() => onResend(original.id)}>
            {t.members.resend}
          </Menu.Item>
          <DangerItem icon={IconMailX} onClick={() => onRevoke(original.id)}>
            {t.members.revoke}
          </DangerItem>
        </RowMenu>
      ),
    }),
  ]);
}

function stateName(t: Catalogue, state: string): string {
  const known: Record<string, string> = t.members.states;
  return known[state] ?? state;
}

/** Invitations nobody has answered yet. Without any, the section is not there. */
export function InvitationTable() {
  const t = useT();
  const list = useApiList('/api/v1/invitations');
  const resend = useApiMutation('post', '/api/v1/invitations/{invitation_id}/resend', {
    success: t.members.resent,
    invalidates: ['/api/v1/invitations'],
  });
  const revoke = useApiMutation('delete', '/api/v1/invitations/{invitation_id}', {
    success: t.members.revoked,
    invalidates: ['/api/v1/invitations'],
  });
  const { mutate: sendAgain } = resend;
  const { mutate: takeBack } = revoke;
  const columns = useMemo(
    () =>
      invitationColumns(t, {
        onResend: (id) => sendAgain({ params: { path: { invitation_id: id } } }),
        onRevoke: (id) => takeBack({ params: { path: { invitation_id: id } } }),
      }),
    [t, sendAgain, takeBack],
  );
  const open = useMemo(
    () => list.rows.filter(({ state }) => state === 'pending' || state === 'expired'),
    [list.rows],
  );
  if (open.length === 0 && list.error === null) return null;
  return (
    <Stack gap="sm">
      <Title order={2}>{t.members.invitationsTitle}</Title>
      <DataTable
        label={t.members.invitationsTitle}
        source={{ ...list, rows: open }}
        columns={columns}
        rowId={(invitation) => invitation.id}
        empty={null}
      />
    </Stack>
  );
}
