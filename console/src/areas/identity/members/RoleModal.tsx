import { Button, Group, Modal, Stack } from '@mantine/core';
import { useState } from 'react';
import { useApiMutation } from '@/api/mutation';
import type { Member, Role } from '@/api/types';
import { useT } from '@/i18n';
import { FormError } from '@/ui/FormError';
import { RolePicker } from './RolePicker';

export function RoleModal({ member, onClose }: { member: Member | null; onClose: () => void }) {
  const t = useT();
  return (
    <Modal
      opened={member !== null}
      onClose={onClose}
      title={t.members.changeRoleTitle(member?.user.name ?? '')}
      closeButtonProps={{ 'aria-label': t.common.close }}
    >
      {member !== null && <RoleForm key={member.id} member={member} onClose={onClose} />}
    </Modal>
  );
}

function RoleForm({ member, onClose }: { member: Member; onClose: () => void }) {
  const t = useT();
  const [role, setRole] = useState<Role>(member.role);
  const save = useApiMutation('patch', '/api/v1/members/{member_id}', {
    errors: 'inline',
    invalidates: ['/api/v1/members'],
    success: t.members.roleChanged(member.user.name, t.common.roles[role]),
    onSuccess: onClose,
  });
  return (
    <Stack>
      <FormError error={save.error} />
      <RolePicker value={role} onChange={setRole} />
      <Group justify="flex-end" gap="xs">
        <Button variant="default" onClick={onClose}>
          {t.common.cancel}
        </Button>
        <Button
          loading={save.isPending}
          disabled={role === member.role}
          onClick={() => save.mutate({ params: { path: { member_id: member.id } }, body: { role } })}
        >
          {t.common.save}
        </Button>
      </Group>
    </Stack>
  );
}
