import { Button, Checkbox, Group, Modal, Stack } from '@mantine/core';
import { useState } from 'react';
import { useApiMutation } from '@/api/mutation';
import type { CustomerDetail, PostalAddress } from '@/api/types';
import { AddressFields } from '@/areas/orders/AddressFields';
import { NOWHERE, addressOf, addressValues, missingOf } from '@/areas/orders/addressValues';
import { useSelling, useT } from '@/i18n';
import { FormError } from '@/ui/FormError';
import type { CustomerAddress } from './Addresses';

interface Props {
  customer: CustomerDetail;
  /** The address to change; `null` adds one. */
  address: CustomerAddress | null;
  onClose: () => void;
}

export function AddressModal({ customer, address, onClose }: Props) {
  const t = useT();
  const { customers: words } = useSelling();
  const isFirst = customer.addresses.length === 0;
  const [values, setValues] = useState(address === null ? { ...NOWHERE, name: customer.name } : addressValues(address.address));
  const [shipping, setShipping] = useState(address?.is_default_shipping ?? isFirst);
  const [billing, setBilling] = useState(address?.is_default_billing ?? isFirst);
  const [errors, setErrors] = useState<Partial<Record<keyof PostalAddress, string>>>({});
  const options = {
    invalidates: ['/api/v1/customers/{customer_id}'],
    errors: 'inline',
    success: t.common.saved,
    onSuccess: onClose,
    form: {
      // The API names fields as `address.city`; here they are `city`.
      setErrors: (found: Record<string, string>) =>
        setErrors(Object.fromEntries(Object.entries(found).map(([field, message]) => [field.replace(/^address\./, ''), message]))),
      clearErrors: () => setErrors({}),
    },
  } as const;
  const add = useApiMutation('post', '/api/v1/customers/{customer_id}/addresses', options);
  const change = useApiMutation('put', '/api/v1/customer-addresses/{address_id}', options);
  const save = () => {
    const missing = missingOf(values);
    const written = addressOf(values);
    if (missing.length > 0 || written === null) {
      setErrors(Object.fromEntries((written === null ? (['line1'] as const) : missing).map((field) => [field, t.common.required])));
      return;
    }
    const body = { address: written, is_default_shipping: shipping, is_default_billing: billing };
    if (address === null) add.mutate({ params: { path: { customer_id: customer.id } }, body });
    else change.mutate({ params: { path: { address_id: address.id } }, body });
  };
  return (
    <Modal
      opened
      onClose={onClose}
      size="lg"
      title={address === null ? words.addAddress : words.editAddress}
      closeButtonProps={{ 'aria-label': t.common.close }}
    >
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          save();
        }}
      >
        <Stack>
          <FormError error={add.error ?? change.error} />
          <AddressFields value={values} onChange={setValues} errors={errors} />
          <Checkbox label={words.useForShipping} checked={shipping} onChange={(event) => setShipping(event.currentTarget.checked)} />
          <Checkbox label={words.useForBilling} checked={billing} onChange={(event) => setBilling(event.currentTarget.checked)} />
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={onClose}>
              {t.common.cancel}
            </Button>
            <Button type="submit" loading={add.isPending || change.isPending}>
              {t.common.save}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
