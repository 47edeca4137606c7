import { Autocomplete, SimpleGrid, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useApiMutation } from '@/api/mutation';
import type { Shipment } from '@/api/types';
import { useSelling, useT } from '@/i18n';
import { ORDER_PATHS } from '../paths';
import { Dialog } from './Dialog';
import { COURIERS, dayOf, momentOf } from './parcel';

/** What is known of a parcel that has left. */
export function ShipmentModal({ shipment, onClose }: { shipment: Shipment; onClose: () => void }) {
  const t = useT();
  const { shipments: words } = useSelling();
  const form = useForm({
    initialValues: {
      courier: shipment.courier,
      tracking_number: shipment.tracking_number ?? '',
      tracking_url: shipment.tracking_url ?? '',
      promised: dayOf(shipment.promised_at),
    },
  });
  const save = useApiMutation('patch', '/api/v1/shipments/{shipment_id}', {
    invalidates: ORDER_PATHS,
    errors: 'inline',
    success: t.common.saved,
    onSuccess: onClose,
  });
  const submit = ({ courier, promised, tracking_number, tracking_url }: typeof form.values) =>
    save.mutate({
      params: { path: { shipment_id: shipment.id } },
      body: {
        courier: courier.trim().toLowerCase(),
        tracking_number: tracking_number.trim() || null,
        tracking_url: tracking_url.trim() || null,
        promised_at: form.isDirty('promised') ? momentOf(promised) : shipment.promised_at,
      },
    });
  return (
    <Dialog
      title={words.editTitle}
      onClose={onClose}
      onSubmit={form.onSubmit(submit)}
      submitLabel={t.common.save}
      loading={save.isPending}
      disabled={!form.isDirty()}
      error={save.error}
    >
      <SimpleGrid cols={{ base: 1, xs: 2 }}>
        <Autocomplete data-autofocus label={words.courier} data={COURIERS} {...form.getInputProps('courier')} />
        <TextInput label={words.tracking} {...form.getInputProps('tracking_number')} />
        <TextInput type="url" label={words.trackingUrl} {...form.getInputProps('tracking_url')} />
        <TextInput type="date" label={words.promised} {...form.getInputProps('promised')} />
      </SimpleGrid>
    </Dialog>
  );
}
