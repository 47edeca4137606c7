import { Button, Group, Select, SimpleGrid, Stack, Text, Textarea, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { IconTruckLoading } from '@tabler/icons-react';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { useApiMutation } from '@/api/mutation';
import { useSignedIn } from '@/api/session';
import { useSelling, useT } from '@/i18n';
import { EmptyState } from '@/ui/EmptyState';
import { FormError } from '@/ui/FormError';
import { LinkButton } from '@/ui/LinkButton';
import { MoneyInput } from '@/ui/money/MoneyInput';
import { Page } from '@/ui/Page';
import { Section } from '@/ui/Section';
import { noonOf } from '../lines/day';
import { useSuppliers } from '../suppliers/useSuppliers';
import { useLocations } from '../useLocations';
import { rateOf } from './purchase';
import { PurchaseLines, type DraftLine } from './PurchaseLines';

const route = getRouteApi('/shell/selling/stock/purchase-orders/new');

interface Values {
  supplier_id: string | null;
  location_id: string | null;
  expected: string;
  extra_cost_minor: number | null;
  rate: string;
  note: string;
  lines: DraftLine[];
}

/** What a purchase order needs; it is a draft until somebody says that the supplier has it. */
export function NewPurchase() {
  const t = useT();
  const { purchases: words, suppliers: supplierWords, variants } = useSelling();
  const { organization } = useSignedIn();
  const { supplier: wanted } = route.useSearch();
  const navigate = useNavigate();
  const suppliers = useSuppliers();
  const locations = useLocations();
  const currencyOf = (id: string | null) => suppliers.rows.find((one) => one.id === id)?.currency ?? organization.currency;
  const noCost = (cost: number | null, { supplier_id }: Values) =>
    Number.isNaN(cost) || (cost ?? 0) < 0 ? variants.noAmount(currencyOf(supplier_id)) : null;
  const form = useForm<Values>({
    initialValues: { supplier_id: wanted ?? null, location_id: null, expected: '', extra_cost_minor: null, rate: '', note: '', lines: [] },
    validate: {
      supplier_id: (id) => (id === null ? t.common.required : null),
      lines: {
        quantity: (quantity) => (quantity === '' || Number(quantity) < 1 ? words.quantityNeeded : null),
        unit_cost_minor: noCost,
      },
      extra_cost_minor: noCost,
      rate: (rate, { supplier_id }) => (currencyOf(supplier_id) !== organization.currency && rateOf(rate) === null ? words.rateNeeded : null),
    },
  });
  const supplier = suppliers.rows.find(({ id }) => id === form.values.supplier_id) ?? null;
  const currency = currencyOf(form.values.supplier_id);
  const foreign = currency !== organization.currency;
  const location = form.values.location_id ?? locations.options[0]?.value ?? null;
  const create = useApiMutation('post', '/api/v1/purchase-orders', {
    form: {
      clearErrors: form.clearErrors,
      setErrors: ({ exchange_rate_ppm, ...rest }) => form.setErrors(exchange_rate_ppm === undefined ? rest : { ...rest, rate: exchange_rate_ppm }),
    },
    invalidates: ['/api/v1/purchase-orders'],
    success: (order) => (order ? words.created(order.number) : t.common.saved),
    onSuccess: (order) => order && void navigate({ to: '/stock/purchase-orders/$order', params: { order: order.id } }),
  });
  const submit = (values: Values) => {
    if (values.supplier_id === null || location === null) return;
    create.mutate({
      body: {
        supplier_id: values.supplier_id,
        location_id: location,
        expected_at: noonOf(values.expected),
        extra_cost_minor: values.extra_cost_minor,
        exchange_rate_ppm: foreign ? rateOf(values.rate) : null,
        note: values.note.trim() || null,
        lines: values.lines.map(({ variant_id, quantity, unit_cost_minor }) => ({ variant_id, quantity: Number(quantity), unit_cost_minor })),
      },
    });
  };
  if (!suppliers.isLoading && suppliers.error === null && suppliers.options.length === 0) {
    return (
      <Page title={words.createTitle}>
        <EmptyState
          icon={IconTruckLoading}
          title={words.noSuppliers}
          hint={words.noSuppliersHint}
          action={<LinkButton to="/stock/suppliers" search={{ create: true }}>{supplierWords.create}</LinkButton>}
        />
      </Page>
    );
  }
  return (
    <Page title={words.createTitle} subtitle={words.createSubtitle}>
      <form noValidate onSubmit={form.onSubmit(submit)}>
        <Stack gap="lg">
          <FormError error={create.error} />
          <Section title={words.from}>
            <SimpleGrid cols={{ base: 1, sm: 3 }}>
              <Select
                label={supplierWords.one}
                searchable
                allowDeselect={false}
                data={suppliers.options}
                {...form.getInputProps('supplier_id')}
                onChange={(id: string | null) => form.setValues({ supplier_id: id, lines: [] })}
              />
              <Select label={words.to} allowDeselect={false} data={locations.options} {...form.getInputProps('location_id')} value={location} />
              <TextInput type="date" label={words.expected} description={words.expectedHint} inputWrapperOrder={['label', 'input', 'description', 'error']} {...form.getInputProps('expected')} />
            </SimpleGrid>
          </Section>
          <Section title={words.lines} hint={supplier === null ? words.supplierFirst : words.linesHint}>
            {supplier !== null && <PurchaseLines key={supplier.id} supplier={supplier} form={form} />}
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
          <Group justify="flex-end">
            <LinkButton to="/stock/purchase-orders" variant="default">
              {t.common.cancel}
            </LinkButton>
            <Button type="submit" loading={create.isPending} disabled={form.values.lines.length === 0}>
              {words.createSubmit}
            </Button>
          </Group>
        </Stack>
      </form>
    </Page>
  );
}
