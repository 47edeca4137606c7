import { Anchor, Stack, Text } from '@mantine/core';
import type { OrderDetail, PostalAddress } from '@/api/types';
import { useSignedIn } from '@/api/session';
import { useSelling } from '@/i18n';
import { TextLink } from '@/ui/LinkButton';
import { Section } from '@/ui/Section';
import { AddressText } from '../AddressText';

/** Who bought, how to reach them, and where parcel and bill go. */
export function CustomerCard({ order }: { order: OrderDetail }) {
  const { order: words } = useSelling();
  const { can } = useSignedIn();
  const { customer, shipping_address: shipping, billing_address: billing } = order;
  const sees = can('customers.read');
  return (
    <Section title={words.customer}>
      <Stack gap="md">
        <Stack gap={2}>
          {sees && customer.id !== null ? (
            <TextLink to="/customers/$customer" params={{ customer: customer.id }} fw={550}>
              {[customer.name, customer.email].find(Boolean) ?? words.openCustomer}
            </TextLink>
          ) : (
            <Text fw={550}>{customer.name || words.guest}</Text>
          )}
          {customer.email !== null && (
            <Anchor href={`mailto:${customer.email}`} style={{ overflowWrap: 'anywhere' }}>
              {customer.email}
            </Anchor>
          )}
          {customer.phone !== null && <Anchor href={`tel:${customer.phone}`}>{customer.phone}</Anchor>}
          {!sees && <Text c="dimmed">{words.hidden}</Text>}
        </Stack>
        {sees && (
          <>
            <Place label={words.shippingAddress} address={shipping} fallback={words.noAddress} />
            <Place
              label={words.billingAddress}
              address={same(shipping, billing) ? null : billing}
              fallback={same(shipping, billing) && billing !== null ? words.sameAddress : words.noAddress}
            />
          </>
        )}
      </Stack>
    </Section>
  );
}

function Place({ label, address, fallback }: { label: string; address: PostalAddress | null; fallback: string }) {
  return (
    <Stack gap={2}>
      <Text size="xs" c="dimmed">
        {label}
      </Text>
      {address === null ? <Text>{fallback}</Text> : <AddressText address={address} />}
    </Stack>
  );
}

function same(one: PostalAddress | null, other: PostalAddress | null): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
