import { Button, Group, Skeleton, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useApiMutation } from '@/api/mutation';
import { apiQuery } from '@/api/query';
import type { Customer } from '@/api/types';
import { useSelling } from '@/i18n';
import { ConfirmModal } from '@/ui/ConfirmModal';
import { ErrorState } from '@/ui/ErrorState';
import { Person } from '@/ui/Person';
import { Section } from '@/ui/Section';
import { CustomerSearch } from '@/areas/orders/drafts/CustomerSearch';
import { customerName } from './customerName';

/** Customers who may be the same person, each of whom can be merged into this one. */
export function Duplicates({ customer }: { customer: Customer }) {
  const { customers: words } = useSelling();
  const path = { customer_id: customer.id };
  const found = useQuery(apiQuery('/api/v1/customers/{customer_id}/duplicates', { params: { path } }));
  const [merging, setMerging] = useState<Customer | null>(null);
  const merge = useApiMutation('post', '/api/v1/customers/{customer_id}/duplicates/{duplicate_id}/merge', {
    invalidates: ['/api/v1/customers', '/api/v1/customers/{customer_id}', '/api/v1/customers/{customer_id}/duplicates'],
    success: words.merged,
    onSuccess: () => setMerging(null),
  });
  return (
    <Section title={words.duplicates} hint={words.duplicatesHint}>
      {found.isPending && <Skeleton height={48} />}
      {found.isError && <ErrorState error={found.error} onRetry={() => void found.refetch()} />}
      {found.data?.data.length === 0 && <Text c="dimmed" mb="sm">{words.noDuplicates}</Text>}
      <Stack gap="sm">
        {found.data?.data.map((other) => (
          <Group key={other.id} justify="space-between" wrap="nowrap">
            <Person name={customerName(other)} detail={other.email ?? other.phone ?? undefined} />
            <Button size="xs" variant="default" onClick={() => setMerging(other)}>
              {words.merge}
            </Button>
          </Group>
        ))}
        <CustomerSearch label={words.mergeOther} onPick={(other) => other.id !== customer.id && setMerging(other)} />
      </Stack>
      <ConfirmModal
        opened={merging !== null}
        onClose={() => setMerging(null)}
        onConfirm={() => merging && merge.mutate({ params: { path: { ...path, duplicate_id: merging.id } } })}
        title={words.mergeTitle(merging === null ? '' : customerName(merging), customerName(customer))}
        body={words.mergeBody}
        confirmLabel={words.merge}
        loading={merge.isPending}
      />
    </Section>
  );
}
