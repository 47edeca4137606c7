import { Modal, Stack } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useApiMutation } from '@/api/mutation';
import { apiQuery } from '@/api/query';
import type { Customer } from '@/api/types';
import { useSelling, useT } from '@/i18n';
import { FormError } from '@/ui/FormError';
import { SaveRow } from '@/ui/SaveRow';
import { CustomerFields, bodyOf, valuesOf, type CustomerValues } from './CustomerFields';
import { customerName } from './customerName';

export function EditCustomerModal({ customer: opened, onClose }: { customer: Customer; onClose: () => void }) {
  const t = useT();
  const { customers: words } = useSelling();
  const queryClient = useQueryClient();
  const [customer, setCustomer] = useState(opened);
  const form = useForm<CustomerValues>({ initialValues: valuesOf(customer) });
  const path = { customer_id: customer.id };
  const save = useApiMutation('patch', '/api/v1/customers/{customer_id}', {
    form,
    invalidates: ['/api/v1/customers', '/api/v1/customers/{customer_id}'],
    success: t.common.saved,
    onSuccess: onClose,
  });
  const reload = async () => {
    const options = apiQuery('/api/v1/customers/{customer_id}', { params: { path } });
    const newer = await queryClient.fetchQuery({ ...options, staleTime: 0 });
    setCustomer(newer);
    form.setInitialValues(valuesOf(newer));
    form.setValues(valuesOf(newer));
    save.reset();
  };
  return (
    <Modal
      opened
      onClose={onClose}
      size="lg"
      title={words.editTitle(customerName(customer))}
      closeButtonProps={{ 'aria-label': t.common.close }}
    >
      <form
        noValidate
        onSubmit={form.onSubmit((values) =>
          save.mutate({ params: { path, header: { 'If-Match': `"${customer.version}"` } }, body: bodyOf(values) }),
        )}
      >
        <Stack>
          <FormError error={save.error} />
          <CustomerFields form={form} />
          <SaveRow
            dirty={form.isDirty()}
            loading={save.isPending}
            error={save.error}
            onReload={() => void reload()}
            onCancel={onClose}
          />
        </Stack>
      </form>
    </Modal>
  );
}
