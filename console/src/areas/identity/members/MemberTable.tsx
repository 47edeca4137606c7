import { Badge, Button, Menu } from '@mantine/core';
import { IconUserEdit, IconUserMinus, IconUsers } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { useMemo, useState } from 'react';
import { useApiMutation } from '@/api/mutation';
import { useApiList } from '@/api/query';
import { useSignedIn } from '@/api/session';
import type { Member } from '@/api/types';
import { useT, type Catalogue } from '@/i18n';
import { ConfirmModal } from '@/ui/ConfirmModal';
import { DangerItem } from '@/ui/DangerItem';
import { DataTable, columnsOf } from '@/ui/DataTable';
import { EmptyState } from '@/ui/EmptyState';
import { Person } from '@/ui/Person';
import { RowMenu } from '@/ui/RowMenu';
import { Time } from '@/ui/Time';
import { RoleModal } from './RoleModal';

const helper = columnsOf<Member>();

interface Actions {
  mayChange: boolean;
  self: string;
  onChangeRole: (member: Member) => void;
  onRemove: (member: Member) => void;
}

function memberColumns(t: Catalogue, { mayChange, self, onChangeRole, onRemove }: Actions) {
  return helper.columns([
    helper.display({
      id: 'person',
      header: t.members.person,
      meta: { card: 'title' },
      cell: ({ row: { original: member } }) => (
        <Person
          name={member.user.name}
          detail={member.user.email}
          mark={member.user.id === self ? <Badge size="sm" color="gray">{t.common.you}</Badge> : null}
        />
      ),
    }),
    helper.accessor('role', { header: t.members.role, cell: ({ getValue }) => t.common.roles[getValue()] }),
    helper.accessor('created_at', {
      header: t.members.joined,
      cell: ({ getValue }) => <Time at={getValue()} mode="date" />,
    }),
    helper.display({
      id: 'actions',
      header: '',
      meta: { card: 'actions', align: 'right' },
      cell: ({ row: { original: member } }) =>
        (mayChange || member.user.id === self) && (
          <RowMenu name={member.user.name}>
            {mayChange && (
              <Menu.Item leftSection={<IconUserEdit size={16} aria-hidden />} onClick={() => onChangeRole(member)}>
                {t.members.changeRole}
              </Menu.Item>
            )}
            <DangerItem icon={IconUserMinus} onClick={() => onRemove(member)}>
              {member.user.id === self ? t.members.leave : t.common.remove}
            </DangerItem>
          </RowMenu>
        ),
    }),
  ]);
}

export function MemberTable({ onInvite }: { onInvite: () => void }) {
  const t = useT();
  const { user, can } = useSignedIn();
  const navigate = useNavigate();
  const list = useApiList('/api/v1/members');
  const [changing, setChanging] = useState<Member | null>(null);
  const [removing, setRemoving] = useState<Member | null>(null);
  const mayChange = can('members.manage');
  const columns = useMemo(
    () => memberColumns(t, { mayChange, self: user.id, onChangeRole: setChanging, onRemove: setRemoving }),
    [t, mayChange, user.id],
  );
  const remove = useApiMutation('delete', '/api/v1/members/{member_id}', {
    invalidates: ['/api/v1/members', '/api/v1/me'],
    success: removing === null ? undefined : t.members.removed(removing.user.name),
    onSuccess: () => {
      setRemoving(null);
      if (removing?.user.id === user.id) void navigate({ to: '/', reloadDocument: true });
    },
  });
  return (
    <>
      <DataTable
        label={t.members.title}
        source={list}
        columns={columns}
        rowId={(member) => member.id}
        empty={
          <EmptyState
            icon={IconUsers}
            title={t.members.emptyTitle}
            hint={t.members.emptyHint}
            action={mayChange && <Button onClick={onInvite}>{t.members.invite}</Button>}
          />
        }
      />
      <RoleModal member={changing} onClose={() => setChanging(null)} />
      <ConfirmModal
        opened={removing !== null}
        onClose={() => setRemoving(null)}
        onConfirm={() => removing && remove.mutate({ params: { path: { member_id: removing.id } } })}
        loading={remove.isPending}
        title={t.members.removeTitle(removing?.user.name ?? '')}
        body={t.members.removeBody}
        confirmLabel={t.common.remove}
      />
    </>
  );
}
