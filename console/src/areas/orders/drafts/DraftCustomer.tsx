import { CloseButton, Group, Stack, Switch, Text, TextInput } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { apiQuery } from '@/api/query';
import type { Customer } from '@/api/types';
import { customerName } from '@/areas/customers/customerName';
import { useSelling, useT } from '@/i18n';
import { Section } from '@/ui/Section';
import { AddressFields } from '../AddressFields';
import { NOWHERE, addressOf, addressValues } from '../addressValues';
import { CustomerSearch } from './CustomerSearch';
import type { DraftValues } from './draftModel';

interface Props {
  values: DraftValues;
  onChange: (change: Partial<DraftValues>) => void;
}

/** Who buys and where it goes: a customer who is known, or somebody new. */
export function DraftCustomer({ values, onChange }: Props) {
  const t = useT();
  const { drafts: words } = useSelling();
  const pick = usePick(values, onChange);
  return (
    <Section title={words.customer}>
      <Stack>
        {values.customer_id === null ? (
          <>
            <CustomerSearch label={words.known} onPick={(customer) => void pick(customer)} />
            <TextInput label={words.customerName} value={values.name} onChange={(event) => onChange({ name: event.currentTarget.value })} />
            <TextInput
              type="email"
              label={words.email}
              value={values.email}
              onChange={(event) => onChange({ email: event.currentTarget.value })}
            />
            <TextInput type="tel" label={words.phone} value={values.phone} onChange={(event) => onChange({ phone: event.currentTarget.value })} />
          </>
        ) : (
          <Group justify="space-between" wrap="nowrap">
            <Stack gap={0} miw={0}>
              <Text fw={550} truncate>
                {values.name || values.email}
              </Text>
              <Text size="xs" c="dimmed" truncate>
                {values.email}
              </Text>
            </Stack>
            <CloseButton
              aria-label={`${t.common.remove}: ${values.name}`}
              onClick={() => onChange({ customer_id: null, name: '', email: '', phone: '' })}
            />
          </Group>
        )}
        <Text size="sm" fw={500} mt="xs">
          {words.address}
          <Text size="xs" c="dimmed" span display="block">
            {words.addressHint}
          </Text>
        </Text>
        <AddressFields value={values.address} onChange={(address) => onChange({ address })} />
        <Switch
          mt="xs"
          label={words.otherBilling}
          checked={values.billing !== null}
          onChange={(event) => onChange({ billing: event.currentTarget.checked ? NOWHERE : null })}
        />
        {values.billing !== null && (
          <Stack gap="xs" role="group" aria-label={words.billing}>
            <Text size="sm" fw={500}>
              {words.billing}
            </Text>
            <AddressFields value={values.billing} onChange={(billing) => onChange({ billing })} />
          </Stack>
        )}
      </Stack>
    </Section>
  );
}

/** Takes a customer over, with the address that parcels go to, unless one was written already. */
export function usePick(values: Pick<DraftValues, 'address'>, onChange: Props['onChange']) {
  const queryClient = useQueryClient();
  return async (customer: Pick<Customer, 'id' | 'name' | 'company' | 'email' | 'phone'>) => {
    onChange({
      customer_id: customer.id,
      name: customerName(customer),
      email: customer.email ?? '',
      phone: customer.phone ?? '',
    });
    if (addressOf(values.address) !== null) return;
    const params = { path: { customer_id: customer.id } };
    const { addresses } = await queryClient.fetchQuery(apiQuery('/api/v1/customers/{customer_id}', { params }));
    const usual = addresses.find(({ is_default_shipping }) => is_default_shipping) ?? addresses[0];
    onChange({ address: usual === undefined ? NOWHERE : addressValues(usual.address) });
  };
}
