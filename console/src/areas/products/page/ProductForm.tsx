import { Grid, MultiSelect, Select, Stack, TagsInput, Textarea, TextInput } from '@mantine/core';
import { useForm, type UseFormReturnType } from '@mantine/form';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useApiMutation } from '@/api/mutation';
import { apiQuery } from '@/api/query';
import type { ProductDetail, ProductState } from '@/api/types';
import { useSelling, useT } from '@/i18n';
import { FormError } from '@/ui/FormError';
import { SaveRow } from '@/ui/SaveRow';
import { Section } from '@/ui/Section';
import { validators } from '@/ui/validate';
import { categoryOptions } from '../categories/tree';
import { SeoPreview } from './SeoPreview';

const STATES: readonly ProductState[] = ['draft', 'active', 'archived'];

function valuesOf(product: ProductDetail) {
  const { title, description, state, slug, tags, category_ids } = product;
  return {
    title,
    description,
    state,
    slug,
    tags,
    category_ids,
    vendor: product.vendor ?? '',
    seo_title: product.seo_title ?? '',
    seo_description: product.seo_description ?? '',
  };
}

type Values = ReturnType<typeof valuesOf>;

/** Everything about a product but its variants, saved together. */
export function ProductForm({ product, readOnly }: { product: ProductDetail; readOnly: boolean }) {
  const t = useT();
  const { products: words } = useSelling();
  const queryClient = useQueryClient();
  const path = { product_id: product.id };
  const query = apiQuery('/api/v1/products/{product_id}', { params: { path } });
  const form = useForm<Values>({ initialValues: valuesOf(product), validate: { title: validators(t).required } });
  const { setInitialValues, setValues } = form;
  useEffect(() => {
    // Somebody may have saved a newer version, or it was this form.
    setInitialValues(valuesOf(product));
    setValues(valuesOf(product));
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [product.version]);
  const save = useApiMutation('patch', '/api/v1/products/{product_id}', {
    form,
    success: t.common.saved,
    onSuccess: (saved) => {
      if (saved) queryClient.setQueryData(query.queryKey, saved);
      void queryClient.invalidateQueries({ queryKey: ['/api/v1/products'] });
    },
  });
  const submit = (values: Values) =>
    save.mutate({
      params: { path, header: { 'If-Match': `"${product.version}"` } },
      body: {
        ...values,
        vendor: values.vendor.trim() || null,
        seo_title: values.seo_title.trim() || null,
        seo_description: values.seo_description.trim() || null,
      },
    });
  return (
    <form noValidate onSubmit={form.onSubmit(submit)}>
      <fieldset disabled={readOnly} style={{ all: 'unset', display: 'block', minWidth: 0 }}>
        <Stack gap="lg">
          <FormError error={save.error} />
          <Grid gap="lg">
            <Grid.Col span={{ base: 12, md: 8 }}>
              <Stack gap="lg">
                <Section title={words.texts}>
                  <Stack>
                    <TextInput label={words.name} {...form.getInputProps('title')} />
                    <Textarea
                      label={words.description}
                      description={words.descriptionHint}
                      autosize
                      minRows={5}
                      maxRows={18}
                      {...form.getInputProps('description')}
                    />
                  </Stack>
                </Section>
                <Section title={words.search} hint={words.searchHint}>
                  <Stack>
                    <SeoPreview title={form.values.seo_title || form.values.title} slug={form.values.slug} description={form.values.seo_description || form.values.description} />
                    <TextInput label={words.seoTitle} placeholder={form.values.title} maxLength={255} {...form.getInputProps('seo_title')} />
                    <Textarea label={words.seoDescription} autosize minRows={2} {...form.getInputProps('seo_description')} />
                    <TextInput label={words.slug} description={words.slugHint} classNames={{ input: 'mono' }} {...form.getInputProps('slug')} />
                  </Stack>
                </Section>
              </Stack>
            </Grid.Col>
            <Grid.Col span={{ base: 12, md: 4 }}>
              <Belonging form={form} />
            </Grid.Col>
          </Grid>
          {!readOnly && (
            <SaveRow
              dirty={form.isDirty()}
              loading={save.isPending}
              error={save.error}
              onReload={() => {
                save.reset();
                void queryClient.invalidateQueries({ queryKey: query.queryKey });
              }}
            />
          )}
        </Stack>
      </fieldset>
    </form>
  );
}

/** Whether it is for sale, and where it belongs. */
function Belonging({ form }: { form: UseFormReturnType<Values> }) {
  const t = useT();
  const { products: words } = useSelling();
  const categories = useQuery(apiQuery('/api/v1/categories'));
  const tags = useQuery(apiQuery('/api/v1/products/tags'));
  return (
    <Section title={words.belonging}>
      <Stack>
        <Select
          label={words.state}
          description={words.stateHints[form.values.state]}
          inputWrapperOrder={['label', 'input', 'description', 'error']}
          allowDeselect={false}
          data={STATES.map((value) => ({ value, label: words.states[value] }))}
          {...form.getInputProps('state')}
        />
        <TextInput label={words.vendor} {...form.getInputProps('vendor')} />
        <MultiSelect
          label={words.categories}
          description={words.categoriesHint}
          searchable
          nothingFoundMessage={t.common.noMatch}
          data={categoryOptions(categories.data?.data ?? [])}
          {...form.getInputProps('category_ids')}
        />
        <TagsInput
          label={words.tags}
          description={words.tagsHint}
          data={tags.data?.data.map(({ value }) => value) ?? []}
          {...form.getInputProps('tags')}
        />
      </Stack>
    </Section>
  );
}
