import { Button, Group, Modal, Select, Stack, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useApiMutation } from '@/api/mutation';
import type { SuppressionReason } from '@/api/types';
import { useT } from '@/i18n';
import { FormError } from '@/ui/FormError';
import { validators } from '@/ui/validate';

/** The reasons a person may give; people unsubscribe by themselves. */
const REASONS: readonly SuppressionReason[] = ['manual', 'bounce', 'complaint'];

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
  const form = useForm({
    initialValues: { email: '', reason: 'manual' as SuppressionReason },
    validate: { email: validators(t).email },
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
        <Select
          label={t.operator.suppressions.reason}
          allowDeselect={false}
          data={REASONS.map((value) => ({ value, label: t.operator.suppressions.reasons[value] }))}
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
