import { Button, Group, Modal, Stack } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useNavigate } from '@tanstack/react-router';
import { useApiMutation } from '@/api/mutation';
import { useSelling, useT } from '@/i18n';
import { FormError } from '@/ui/FormError';
import { validators } from '@/ui/validate';
import { CustomerFields, NOBODY, bodyOf, type CustomerValues } from './CustomerFields';

export function CreateCustomerModal({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const t = useT();
  const { customers: words } = useSelling();
  return (
    <Modal opened={opened} onClose={onClose} title={words.createTitle} size="lg" closeButtonProps={{ 'aria-label': t.common.close }}>
      <CreateForm onClose={onClose} />
    </Modal>
  );
}

function CreateForm({ onClose }: { onClose: () => void }) {
  const t = useT();
  const { customers: words } = useSelling();
  const navigate = useNavigate();
  const form = useForm<CustomerValues>({ initialValues: NOBODY, validate: { name: validators(t).required } });
  const create = useApiMutation('post', '/api/v1/customers', {
    form,
    invalidates: ['/api/v1/customers'],
    success: words.created,
    onSuccess: (customer) => customer && void navigate({ to: '/customers/$customer', params: { customer: customer.id } }),
  });
  return (
    <form noValidate onSubmit={form.onSubmit((values) => create.mutate({ body: bodyOf(values) }))}>
      <Stack>
        <FormError error={create.error} />
        <CustomerFields form={form} />
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>
            {t.common.cancel}
          </Button>
          <Button type="submit" loading={create.isPending}>
            {words.create}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
