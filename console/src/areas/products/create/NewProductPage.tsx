import { Button, Group, Select, Stack, Text, Textarea, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useNavigate } from '@tanstack/react-router';
import { useApiMutation } from '@/api/mutation';
import { useSignedIn } from '@/api/session';
import type { NewProduct, ProductOption } from '@/api/types';
import { useSelling, useT } from '@/i18n';
import { FormError } from '@/ui/FormError';
import { LinkButton } from '@/ui/LinkButton';
import { MoneyInput } from '@/ui/money/MoneyInput';
import { Page } from '@/ui/Page';
import { Section } from '@/ui/Section';
import { validators } from '@/ui/validate';
import { combinations, skuOf } from '../variants/matrix';
import { OptionsEditor } from './OptionsEditor';

const VARIANTS_MAX = 2_000;

interface Values {
  title: string;
  description: string;
  vendor: string;
  state: 'draft' | 'active';
  options: ProductOption[];
  sku: string;
  price: number | null;
}

/** What a product needs to begin with; everything else is asked for on its own page. */
export function NewProductPage() {
  const t = useT();
  const words = useSelling();
  const navigate = useNavigate();
  const { organization } = useSignedIn();
  const { currency } = organization;
  const form = useForm<Values>({
    initialValues: { title: '', description: '', vendor: '', state: 'active', options: [], sku: '', price: null },
    validate: {
      title: validators(t).required,
      price: (price) => (Number.isNaN(price) || (price ?? 0) < 0 ? words.variants.noAmount(currency) : null),
    },
  });
  const create = useApiMutation('post', '/api/v1/products', {
    form,
    invalidates: ['/api/v1/products'],
    success: words.products.created(form.values.title),
    onSuccess: (product) => product && void navigate({ to: '/products/$product', params: { product: product.id } }),
  });
  const options = form.values.options.filter(({ name, values }) => name.trim() !== '' && values.length > 0);
  const variants = combinations(options);
  return (
    <Page title={words.products.createTitle} width="narrow">
      <form noValidate onSubmit={form.onSubmit((values) => create.mutate({ body: bodyOf(values, options, currency) }))}>
        <Stack gap="lg">
          <FormError error={create.error} />
          <Section title={words.products.texts}>
            <Stack>
              <TextInput label={words.products.name} placeholder={words.products.namePlaceholder} {...form.getInputProps('title')} />
              <Textarea
                label={words.products.description}
                description={words.products.descriptionHint}
                autosize
                minRows={4}
                {...form.getInputProps('description')}
              />
              <Group grow align="flex-start">
                <TextInput label={words.products.vendor} {...form.getInputProps('vendor')} />
                <Select
                  label={words.products.state}
                  allowDeselect={false}
                  data={(['active', 'draft'] as const).map((value) => ({ value, label: words.products.states[value] }))}
                  {...form.getInputProps('state')}
                />
              </Group>
            </Stack>
          </Section>
          <Section title={words.variants.title} hint={words.variants.optionsHint}>
            <Stack>
              <OptionsEditor value={form.values.options} onChange={(value) => form.setFieldValue('options', value)} error={form.errors.options} />
              <Group grow align="flex-start">
                <MoneyInput label={words.variants.price(currency)} currency={currency} {...form.getInputProps('price')} value={form.values.price} />
                <TextInput
                  label={options.length === 0 ? words.variants.sku : words.variants.skuPrefix}
                  classNames={{ input: 'mono' }}
                  {...form.getInputProps('sku')}
                />
              </Group>
              <Text size="sm" c={variants.length > VARIANTS_MAX ? 'var(--mantine-color-error)' : 'dimmed'} aria-live="polite">
                {variants.length > VARIANTS_MAX ? words.variants.tooMany(VARIANTS_MAX) : words.variants.willBe(variants.length)}
                {options.length > 0 && `: ${variants.slice(0, 4).map((values) => values.join(' / ')).join(', ')}${variants.length > 4 ? '…' : ''}`}
              </Text>
            </Stack>
          </Section>
          <Group justify="flex-end" gap="xs">
            <LinkButton to="/products" variant="default">
              {t.common.cancel}
            </LinkButton>
            <Button type="submit" loading={create.isPending} disabled={variants.length > VARIANTS_MAX}>
              {words.products.create}
            </Button>
          </Group>
        </Stack>
      </form>
    </Page>
  );
}

function bodyOf(values: Values, options: ProductOption[], currency: string): NewProduct {
  const prices = values.price === null ? [] : [{ amount_minor: values.price, currency }];
  return {
    title: values.title.trim(),
    description: values.description,
    vendor: values.vendor.trim() || null,
    state: values.state,
    options,
    variants: combinations(options).map((combination) => ({ options: combination, sku: skuOf(values.sku, combination), prices })),
  };
}
