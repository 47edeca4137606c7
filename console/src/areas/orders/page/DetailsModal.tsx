import { Checkbox, Divider, Modal, SimpleGrid, Stack, TagsInput, Text, Textarea, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useApiMutation } from '@/api/mutation';
import { apiQuery } from '@/api/query';
import { useSignedIn } from '@/api/session';
import type { OrderDetail } from '@/api/types';
import { useSelling, useT } from '@/i18n';
import { ProblemList } from '@/ui/ProblemList';
import { SaveRow } from '@/ui/SaveRow';
import { AddressFields } from '../AddressFields';
import { missingOf } from '../addressValues';
import { ORDER_PATHS } from '../paths';
import { changesOf, valuesOf } from './detailValues';

/** What an order says about people and places. No amount changes. */
export function DetailsModal({ order: opened, onClose }: { order: OrderDetail; onClose: () => void }) {
  const t = useT();
  const { order: words, drafts } = useSelling();
  const { can } = useSignedIn();
  const queryClient = useQueryClient();
  const [order, setOrder] = useState(opened);
  const form = useForm({ initialValues: valuesOf(order) });
  const path = { order_id: order.id };
  const save = useApiMutation('patch', '/api/v1/orders/{order_id}', {
    errors: 'inline',
    invalidates: ORDER_PATHS,
    success: t.common.saved,
    onSuccess: onClose,
  });
  const reload = async () => {
    const newer = await queryClient.fetchQuery({ ...apiQuery('/api/v1/orders/{order_id}', { params: { path } }), staleTime: 0 });
    setOrder(newer);
    form.setInitialValues(valuesOf(newer));
    form.setValues(valuesOf(newer));
    save.reset();
  };
  const isStanding = order.state === 'open';
  const { shipping, billing, isSame } = form.values;
  const isComplete = [shipping, isSame ? shipping : billing].every((address) => missingOf(address).length === 0);
  return (
    <Modal opened onClose={onClose} size="lg" title={words.detailsTitle(order.name)} closeButtonProps={{ 'aria-label': t.common.close }}>
      <form
        noValidate
        onSubmit={form.onSubmit((values) =>
          save.mutate({ params: { path, header: { 'If-Match': `"${order.version}"` } }, body: changesOf(order, values) }),
        )}
      >
        <Stack>
          <TagsInput data-autofocus label={words.tags} description={drafts.tagsHint} {...form.getInputProps('tags')} />
          <TextInput type="date" label={words.promised} maw={220} {...form.getInputProps('promised')} />
          {can('customers.read') && (
            <>
              <SimpleGrid cols={{ base: 1, xs: 2 }}>
                <TextInput type="email" label={words.email} {...form.getInputProps('email')} />
                <TextInput type="tel" label={words.phone} {...form.getInputProps('phone')} />
              </SimpleGrid>
              <Textarea label={words.customerNote} autosize minRows={2} {...form.getInputProps('customer_note')} />
              {isStanding && (
                <>
                  <Divider label={words.shippingAddress} labelPosition="left" />
                  <AddressFields value={shipping} onChange={(value) => form.setFieldValue('shipping', value)} />
                </>
              )}
              <Checkbox label={words.sameAddress} {...form.getInputProps('isSame', { type: 'checkbox' })} />
              {!isSame && (
                <>
                  <Divider label={words.billingAddress} labelPosition="left" />
                  <AddressFields value={billing} onChange={(value) => form.setFieldValue('billing', value)} />
                </>
              )}
            </>
          )}
          <ProblemList error={save.error} />
          {!isComplete && (
            <Text size="sm" c="dimmed">
              {drafts.addressIncomplete}
            </Text>
          )}
          <SaveRow
            dirty={form.isDirty() && isComplete}
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
