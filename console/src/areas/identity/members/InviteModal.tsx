import { Button, Group, Modal, Stack, Text, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useApiMutation } from '@/api/mutation';
import type { Role } from '@/api/types';
import { useT } from '@/i18n';
import { FormError } from '@/ui/FormError';
import { validators } from '@/ui/validate';
import { RolePicker } from './RolePicker';

interface Props {
  opened: boolean;
  onClose: () => void;
}

export function InviteModal({ opened, onClose }: Props) {
  const t = useT();
  return (
    <Modal opened={opened} onClose={onClose} title={t.members.inviteTitle} closeButtonProps={{ 'aria-label': t.common.close }}>
      <InviteForm onClose={onClose} />
    </Modal>
  );
}

function InviteForm({ onClose }: { onClose: () => void }) {
  const t = useT();
  const form = useForm({
    initialValues: { email: '', role: 'staff' as Role },
    validate: { email: validators(t).email },
  });
  const invite = useApiMutation('post', '/api/v1/invitations', {
    form,
    invalidates: ['/api/v1/invitations'],
    success: t.members.invited(form.values.email.trim()),
    onSuccess: onClose,
  });
  return (
    <form noValidate onSubmit={form.onSubmit(({ email, role }) => invite.mutate({ body: { email: email.trim(), role } }))}>
      <Stack>
        <Text c="dimmed">{t.members.inviteHint}</Text>
        <FormError error={invite.error} />
        <TextInput
          data-autofocus
          label={t.members.email}
          type="email"
          inputMode="email"
          autoComplete="off"
          {...form.getInputProps('email')}
        />
        <RolePicker
          value={form.values.role}
          onChange={(role) => form.setFieldValue('role', role)}
          error={form.errors.role}
        />
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>
            {t.common.cancel}
          </Button>
          <Button type="submit" loading={invite.isPending}>
            {t.members.inviteSubmit}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
