import { Button, Group, Modal, Stack, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useApiMutation } from '@/api/mutation';
import { useT } from '@/i18n';
import { FormError } from '@/ui/FormError';
import { validators } from '@/ui/validate';

interface Props {
  opened: boolean;
  onClose: () => void;
}

export function SuppressionModal({ opened, onClose }: Props) {
  const t = useT();
  return (
    <Modal opened={opened} onClose={onClose} title={t.operator.suppressions.addTitle} closeButtonProps={{ 'aria-label': t.common.close }}>
      <SuppressionForm onClose={onClose} />
    </Modal>
  );
}

function SuppressionForm({ onClose }: { onClose: () => void }) {
  const t = useT();
  const check = validators(t);
  const form = useForm({
    initialValues: { email: '', reason: '' },
    validate: { email: check.email, reason: check.required },
  });
  const add = useApiMutation('post', '/api/v1/operator/mail-suppressions', {
    form,
    invalidates: ['/api/v1/operator/mail-suppressions'],
    success: t.operator.suppressions.added(form.values.email.trim()),
    onSuccess: onClose,
  });
  return (
    <form noValidate onSubmit={form.onSubmit((body) => add.mutate({ body }))}>
      <Stack>
        <FormError error={add.error} />
        <TextInput data-autofocus type="email" label={t.operator.suppressions.email} {...form.getInputProps('email')} />
        <TextInput
          label={t.operator.suppressions.reason}
          placeholder={t.operator.suppressions.reasonPlaceholder}
          {...form.getInputProps('reason')}
        />
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>
            {t.common.cancel}
          </Button>
          <Button type="submit" loading={add.isPending}>
            {t.operator.suppressions.add}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
