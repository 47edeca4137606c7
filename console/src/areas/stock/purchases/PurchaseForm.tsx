import { Select, SimpleGrid, Stack, Text, Textarea, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useApiMutation } from '@/api/mutation';
import { useSignedIn } from '@/api/session';
import type { PurchaseOrder } from '@/api/types';
import { useSelling, useT } from '@/i18n';
import { FormError } from '@/ui/FormError';
import { MoneyInput } from '@/ui/money/MoneyInput';
import { SaveRow } from '@/ui/SaveRow';
import { Section } from '@/ui/Section';
import { SupplierSelect } from '../suppliers/SupplierSelect';
import { useSupplier } from '../suppliers/useSupplier';
import { useLocations } from '../useLocations';
import { rateOf } from './purchase';
import { PurchaseLines } from './PurchaseLines';
import { bodyOf, valuesOf, type PurchaseValues } from './purchaseValues';

interface Props {
  /** The draft that is changed, or none for a new one. */
  order: PurchaseOrder | null;
  /** From whom a new one is, when that is known. */
  supplier?: string;
}

const STALE = ['/api/v1/purchase-orders', '/api/v1/purchase-orders/{purchase_order_id}'] as const;

/** What a purchase order needs; it is a draft until somebody says that the supplier has it. */
export function PurchaseForm({ order, supplier: wanted }: Props) {
  const t = useT();
  const { purchases: words, suppliers: supplierWords, variants } = useSelling();
  const { organization } = useSignedIn();
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  const locations = useLocations();
  const [supplierId, setSupplierId] = useState(order?.supplier_id ?? wanted ?? null);
  const { data: supplier } = useSupplier(supplierId);
  const currency = supplier?.currency ?? organization.currency;
  const foreign = currency !== organization.currency;
  const noCost = (cost: number | null) => (Number.isNaN(cost) || (cost ?? 0) < 0 ? variants.noAmount(currency) : null);
  const form = useForm<PurchaseValues>({
    initialValues: valuesOf(order),
    validate: {
      lines: {
        quantity: (quantity) => (quantity === '' || Number(quantity) < 1 ? words.quantityNeeded : null),
        unit_cost_minor: noCost,
      },
      extra_cost_minor: noCost,
      rate: (rate) => (foreign && rateOf(rate) === null ? words.rateNeeded : null),
    },
  });
  const location = form.values.location_id ?? locations.options[0]?.value ?? null;
  const shared = {
    form: {
      clearErrors: form.clearErrors,
      setErrors: ({ exchange_rate_ppm, ...rest }: Record<string, string>) =>
        form.setErrors(exchange_rate_ppm === undefined ? rest : { ...rest, rate: exchange_rate_ppm }),
    },
    invalidates: STALE,
  };
  const show = (id: string) => void navigate({ to: '/stock/purchase-orders/$order', params: { order: id } });
  const create = useApiMutation('post', '/api/v1/purchase-orders', {
    ...shared,
    success: (made) => (made ? words.created(made.number) : t.common.saved),
    onSuccess: (made) => made && show(made.id),
  });
  const edit = useApiMutation('patch', '/api/v1/purchase-orders/{purchase_order_id}', {
    ...shared,
    success: t.common.saved,
    onSuccess: (changed) => changed && show(changed.id),
  });
  const submit = (values: PurchaseValues) => {
    if (supplier === undefined || location === null) return;
    const body = { ...bodyOf(values, order, foreign), supplier_id: supplier.id, location_id: location };
    if (order === null) create.mutate({ body });
    else edit.mutate({ params: { path: { purchase_order_id: order.id }, header: { 'If-Match': `"${order.version}"` } }, body });
  };
  return (
    <form noValidate onSubmit={form.onSubmit(submit)}>
      <Stack gap="lg">
        <FormError error={create.error ?? edit.error} />
        <Section title={words.from}>
          <SimpleGrid cols={{ base: 1, sm: 3 }}>
            <SupplierSelect
              label={supplierWords.one}
              allowDeselect={false}
              error={form.errors.supplier_id}
              value={supplierId}
              onChange={(id) => {
                setSupplierId(id);
                // Another supplier offers other goods, on other terms.
                form.setValues({ lines: [], rate: '' });
              }}
            />
            <Select label={words.to} allowDeselect={false} data={locations.options} {...form.getInputProps('location_id')} value={location} />
            <TextInput
              type="date"
              label={words.expected}
              description={order === null ? words.expectedHint : undefined}
              inputWrapperOrder={['label', 'input', 'description', 'error']}
              {...form.getInputProps('expected')}
            />
          </SimpleGrid>
        </Section>
        <Section title={words.lines} hint={supplier === undefined ? words.supplierFirst : words.linesHint}>
          {supplier !== undefined && <PurchaseLines key={supplier.id} supplier={supplier} form={form} />}
          {form.errors.lines && <Text c="var(--mantine-color-error)" size="sm">{form.errors.lines}</Text>}
        </Section>
        <Section title={words.more}>
          <SimpleGrid cols={{ base: 1, sm: foreign ? 3 : 2 }}>
            <MoneyInput
              label={words.extraCost}
              description={words.extraCostHint}
              currency={currency}
              {...form.getInputProps('extra_cost_minor')}
              value={form.values.extra_cost_minor}
            />
            {foreign && (
              <TextInput inputMode="decimal" label={words.rate(currency, organization.currency)} description={words.rateHint} placeholder="0.9132" {...form.getInputProps('rate')} />
            )}
            <Textarea label={words.note} description={words.noteHint} autosize maxLength={500} {...form.getInputProps('note')} />
          </SimpleGrid>
        </Section>
        <SaveRow
          label={order === null ? words.createSubmit : undefined}
          dirty={form.values.lines.length > 0 && (order === null || form.isDirty())}
          loading={create.isPending || edit.isPending}
          error={edit.error}
          onCancel={() => (order === null ? void navigate({ to: '/stock/purchase-orders' }) : show(order.id))}
          onReload={() => {
            edit.reset();
            void queryClient.invalidateQueries({ queryKey: ['/api/v1/purchase-orders/{purchase_order_id}'] });
          }}
        />
      </Stack>
    </form>
  );
}
