import { Autocomplete, Select, SimpleGrid, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useState } from 'react';
import type { OrderDetail } from '@/api/types';
import { useSelling } from '@/i18n';
import { LineQuantities, chosen, everything } from '../LineQuantities';
import { LocationField } from '../LocationField';
import { COURIERS, SERVICES, dayOf, momentOf } from './parcel';
import { Dialog } from './Dialog';
import { leftToShip } from './possible';
import { useStep } from './useStep';

/** Sends what is left of an order, or a part of it. */
export function ShipModal({ order, onClose }: { order: OrderDetail; onClose: () => void }) {
  const { shipments: words } = useSelling();
  const choices = order.lines
    .map((line) => ({ id: line.id, title: line.title, detail: line.variant_title || (line.sku ?? undefined), most: leftToShip(line) }))
    .filter(({ most }) => most > 0);
  const [quantities, setQuantities] = useState(() => everything(choices));
  const [location, setLocation] = useState<string | null>(null);
  const form = useForm({
    initialValues: {
      courier: order.courier ?? 'dhl',
      service_type: order.service_type ?? ('home_delivery'),
      pickup_point: '',
      tracking_number: '',
      tracking_url: '',
      promised: dayOf(order.promised_at),
    },
  });
  const ship = useStep('/api/v1/orders/{order_id}/shipments', words.sent, onClose);
  const lines = chosen(quantities);
  const submit = ({ promised, ...values }: typeof form.values) =>
    ship.mutate({
      params: { path: { order_id: order.id } },
      body: {
        lines,
        courier: values.courier.trim().toLowerCase(),
        service_type: values.service_type,
        pickup_point: values.pickup_point.trim() || null,
        tracking_number: values.tracking_number.trim() || null,
        tracking_url: values.tracking_url.trim() || null,
        promised_at: momentOf(promised),
        location_id: location,
      },
    });
  return (
    <Dialog
      size="lg"
      title={words.sendTitle}
      hint={words.sendHint}
      onClose={onClose}
      onSubmit={form.onSubmit(submit)}
      submitLabel={words.send}
      loading={ship.isPending}
      disabled={lines.length === 0}
      error={ship.error}
    >
      <LineQuantities
        label={words.contents}
        choices={choices}
        value={quantities}
        onChange={setQuantities}
        error={lines.length === 0 ? words.nothingChosen : null}
      />
      <SimpleGrid cols={{ base: 1, xs: 2 }}>
        <Autocomplete label={words.courier} data={COURIERS} placeholder={words.courierHint} {...form.getInputProps('courier')} />
        <Select
          allowDeselect={false}
          label={words.service}
          data={SERVICES.map((value) => ({ value, label: words.services[value] }))}
          {...form.getInputProps('service_type')}
        />
        {form.values.service_type !== 'home_delivery' && (
          <TextInput label={words.pickupPoint} {...form.getInputProps('pickup_point')} />
        )}
        <TextInput label={words.tracking} {...form.getInputProps('tracking_number')} />
        <TextInput type="url" label={words.trackingUrl} {...form.getInputProps('tracking_url')} />
        <TextInput type="date" label={words.promised} {...form.getInputProps('promised')} />
        <LocationField label={words.location} placeholder={words.held} value={location} onChange={setLocation} />
      </SimpleGrid>
    </Dialog>
  );
}
