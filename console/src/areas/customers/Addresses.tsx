import { ActionIcon, Badge, Button, Group, Stack, Text } from '@mantine/core';
import { IconPencil, IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import { useApiMutation } from '@/api/mutation';
import type { CustomerDetail } from '@/api/types';
import { AddressText } from '@/areas/orders/AddressText';
import { useSelling } from '@/i18n';
import { ConfirmModal } from '@/ui/ConfirmModal';
import { Section } from '@/ui/Section';
import { AddressModal } from './AddressModal';

export type CustomerAddress = CustomerDetail['addresses'][number];

type Dialog = { kind: 'edit'; address: CustomerAddress | null } | { kind: 'delete'; address: CustomerAddress };

/** Where somebody's parcels and bills go. Orders keep what an address said when they were placed. */
export function Addresses({ customer, mayChange }: { customer: CustomerDetail; mayChange: boolean }) {
  const { customers: words } = useSelling();
  const [dialog, setDialog] = useState<Dialog | null>(null);
  const close = () => setDialog(null);
  const remove = useApiMutation('delete', '/api/v1/customer-addresses/{address_id}', {
    invalidates: ['/api/v1/customers/{customer_id}'],
    success: words.addressRemoved,
    onSuccess: close,
  });
  return (
    <Section
      title={words.addresses}
      actions={
        mayChange && (
          <Button size="xs" variant="default" onClick={() => setDialog({ kind: 'edit', address: null })}>
            {words.addAddress}
          </Button>
        )
      }
    >
      {customer.addresses.length === 0 && <Text c="dimmed">{words.noAddresses}</Text>}
      <Stack gap="lg">
        {customer.addresses.map((address) => (
          <Group key={address.id} justify="space-between" align="flex-start" wrap="nowrap">
            <Stack gap={6} miw={0}>
              <AddressText address={address.address} />
              <Group gap={4}>
                {address.is_default_shipping && <Badge color="gray">{words.defaultShipping}</Badge>}
                {address.is_default_billing && <Badge color="gray">{words.defaultBilling}</Badge>}
              </Group>
            </Stack>
            {mayChange && (
              <Group gap={2} wrap="nowrap">
                <ActionIcon
                  variant="subtle"
                  color="gray"
                  aria-label={words.editAddressOf(address.address.line1)}
                  onClick={() => setDialog({ kind: 'edit', address })}
                >
                  <IconPencil size={17} aria-hidden />
                </ActionIcon>
                <ActionIcon
                  variant="subtle"
                  color="gray"
                  aria-label={words.removeAddressOf(address.address.line1)}
                  onClick={() => setDialog({ kind: 'delete', address })}
                >
                  <IconTrash size={17} aria-hidden />
                </ActionIcon>
              </Group>
            )}
          </Group>
        ))}
      </Stack>
      {dialog?.kind === 'edit' && <AddressModal customer={customer} address={dialog.address} onClose={close} />}
      <ConfirmModal
        opened={dialog?.kind === 'delete'}
        onClose={close}
        onConfirm={() => dialog?.address && remove.mutate({ params: { path: { address_id: dialog.address.id } } })}
        title={words.removeAddress}
        body={words.removeAddressBody}
        confirmLabel={words.removeAddressConfirm}
        loading={remove.isPending}
      />
    </Section>
  );
}
