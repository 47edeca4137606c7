import { Button, Group, NumberInput, SegmentedControl, Select, SimpleGrid, Stack, TextInput, Title } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useApiMutation } from '@/api/mutation';
import type { Reason, VariantStock } from '@/api/types';
import { useSelling } from '@/i18n';
import { FormError } from '@/ui/FormError';

const REASONS: readonly Reason[] = ['opening', 'found', 'correction', 'damaged', 'lost', 'theft', 'expired', 'sample', 'own_use', 'other'];

interface Props {
  stock: VariantStock;
  locations: { value: string; label: string }[];
  /** Where one looks, if not everywhere. */
  location: string | null;
}

/** Corrects what lies at one location, and says why. */
export function AdjustForm({ stock, locations, location }: Props) {
  const { stock: words } = useSelling();
  const form = useForm({
    initialValues: {
      location_id: location ?? locations[0]?.value ?? '',
      way: 'delta' as 'delta' | 'on_hand',
      quantity: '' as number | '',
      reason: 'correction' as Reason,
      note: '',
    },
    validate: {
      quantity: (quantity, { way }) =>
        quantity === '' || (way === 'delta' && quantity === 0) ? words.quantityNeeded : null,
      note: (note, { reason }) => (reason === 'other' && note.trim() === '' ? words.noteNeeded : null),
    },
  });
  const adjust = useApiMutation('post', '/api/v1/stock/adjustments', {
    form: {
      clearErrors: form.clearErrors,
      // Both ways of saying it stand in the same field.
      setErrors: ({ delta, on_hand, ...rest }) => form.setErrors({ ...rest, quantity: delta ?? on_hand }),
    },
    invalidates: ['/api/v1/stock', '/api/v1/stock/{variant_id}/explanation', '/api/v1/stock/movements'],
    success: words.adjusted,
    onSuccess: () => form.setValues({ quantity: '', note: '' }),
  });
  return (
    <form
      noValidate
      onSubmit={form.onSubmit(({ location_id, way, quantity, reason, note }) =>
        adjust.mutate({
          body: { variant_id: stock.variant_id, location_id, [way]: Number(quantity), reason, note: note.trim() || null },
        }),
      )}
    >
      <Stack gap="sm" component="section" aria-labelledby="adjust">
        <Title order={2} id="adjust">
          {words.adjust}
        </Title>
        <FormError error={adjust.error} />
        <SegmentedControl
          aria-label={words.adjust}
          data={[
            { value: 'delta', label: words.ways.delta },
            { value: 'on_hand', label: words.ways.on_hand },
          ]}
          {...form.getInputProps('way')}
        />
        <SimpleGrid cols={{ base: 1, xs: 2 }}>
          <NumberInput
            label={words.quantities[form.values.way]}
            allowDecimal={false}
            min={form.values.way === 'on_hand' ? 0 : undefined}
            {...form.getInputProps('quantity')}
          />
          <Select label={words.location} allowDeselect={false} data={locations} {...form.getInputProps('location_id')} />
          <Select
            label={words.reason}
            allowDeselect={false}
            data={REASONS.map((value) => ({ value, label: words.reasons[value] }))}
            {...form.getInputProps('reason')}
          />
          <TextInput label={words.note} maxLength={500} {...form.getInputProps('note')} />
        </SimpleGrid>
        <Group justify="flex-end">
          <Button type="submit" loading={adjust.isPending}>
            {words.adjustSubmit}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
