import { Modal, NumberInput, SimpleGrid, Stack, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useApiMutation } from '@/api/mutation';
import type { Supplier, SupplierVariant } from '@/api/types';
import { useSelling, useT } from '@/i18n';
import { FormError } from '@/ui/FormError';
import { MoneyInput } from '@/ui/money/MoneyInput';
import { SaveRow } from '@/ui/SaveRow';

/** What a supplier offers, or is to offer: then only the variant and what it is called are known. */
export type Offer = Pick<SupplierVariant, 'variant_id'> & Partial<SupplierVariant> & { name: string };

interface Props {
  supplier: Supplier;
  offer: Offer | null;
  onClose: () => void;
}

export function TermsModal({ supplier, offer, onClose }: Props) {
  const t = useT();
  return (
    <Modal opened={offer !== null} onClose={onClose} title={offer?.name ?? ''} closeButtonProps={{ 'aria-label': t.common.close }}>
      {offer !== null && <TermsForm key={offer.variant_id} supplier={supplier} offer={offer} onClose={onClose} />}
    </Modal>
  );
}

const whole = (value: string | number) => (value === '' ? null : Number(value));

function TermsForm({ supplier, offer, onClose }: Props & { offer: Offer }) {
  const { suppliers: words, variants } = useSelling();
  const form = useForm({
    initialValues: {
      unit_cost_minor: offer.unit_cost_minor ?? null,
      pack_size: String(offer.pack_size ?? 1),
      minimum_quantity: offer.minimum_quantity === undefined ? '' : String(offer.minimum_quantity),
      lead_time_days: offer.lead_time_days == null ? '' : String(offer.lead_time_days),
      supplier_sku: offer.supplier_sku ?? '',
    },
    validate: {
      unit_cost_minor: (cost) => (cost === null || Number.isNaN(cost) || cost < 0 ? variants.noAmount(supplier.currency) : null),
    },
  });
  const save = useApiMutation('put', '/api/v1/suppliers/{supplier_id}/variants/{variant_id}', {
    form,
    invalidates: ['/api/v1/suppliers/{supplier_id}/variants'],
    success: words.offerSaved,
    onSuccess: onClose,
  });
  const submit = (values: typeof form.values) =>
    save.mutate({
      params: { path: { supplier_id: supplier.id, variant_id: offer.variant_id } },
      body: {
        unit_cost_minor: values.unit_cost_minor ?? 0,
        pack_size: whole(values.pack_size),
        minimum_quantity: whole(values.minimum_quantity),
        lead_time_days: whole(values.lead_time_days),
        supplier_sku: values.supplier_sku.trim() || null,
      },
    });
  return (
    <form noValidate onSubmit={form.onSubmit(submit)}>
      <Stack>
        <FormError error={save.error} />
        <MoneyInput
          data-autofocus
          label={words.unitCost}
          currency={supplier.currency}
          {...form.getInputProps('unit_cost_minor')}
          value={form.values.unit_cost_minor}
        />
        <SimpleGrid cols={2}>
          <NumberInput label={words.packSize} min={1} allowDecimal={false} {...form.getInputProps('pack_size')} />
          <NumberInput label={words.minimum} min={1} allowDecimal={false} {...form.getInputProps('minimum_quantity')} />
        </SimpleGrid>
        <SimpleGrid cols={2}>
          <NumberInput label={words.leadTime} min={0} max={730} allowDecimal={false} {...form.getInputProps('lead_time_days')} />
          <TextInput label={words.supplierSku} maxLength={100} classNames={{ input: 'mono' }} {...form.getInputProps('supplier_sku')} />
        </SimpleGrid>
        <SaveRow dirty loading={save.isPending} error={save.error} onCancel={onClose} onReload={() => save.reset()} />
      </Stack>
    </form>
  );
}
