import { Autocomplete, Button, Group, Modal, Stack, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useDisclosure } from '@mantine/hooks';
import { IconPlus } from '@tabler/icons-react';
import { useApiMutation } from '@/api/mutation';
import { useSignedIn } from '@/api/session';
import type { ProductDetail } from '@/api/types';
import { useSelling, useT } from '@/i18n';
import { FormError } from '@/ui/FormError';
import { MoneyInput } from '@/ui/money/MoneyInput';

export function AddVariant({ product }: { product: ProductDetail }) {
  const t = useT();
  const { variants: words } = useSelling();
  const [opened, { open, close }] = useDisclosure(false);
  return (
    <>
      <Button variant="default" leftSection={<IconPlus size={16} aria-hidden />} onClick={open}>
        {words.add}
      </Button>
      <Modal opened={opened} onClose={close} title={words.addTitle} closeButtonProps={{ 'aria-label': t.common.close }}>
        <AddForm product={product} onClose={close} />
      </Modal>
    </>
  );
}

function AddForm({ product, onClose }: { product: ProductDetail; onClose: () => void }) {
  const t = useT();
  const { variants: words } = useSelling();
  const { organization } = useSignedIn();
  const { currency } = organization;
  const form = useForm({
    initialValues: { options: product.options.map(() => ''), sku: '', price: null as number | null },
    validate: {
      price: (price) => (Number.isNaN(price) || (price ?? 0) < 0 ? words.noAmount(currency) : null),
    },
  });
  const add = useApiMutation('post', '/api/v1/products/{product_id}/variants', {
    form,
    invalidates: ['/api/v1/products', '/api/v1/products/{product_id}'],
    success: words.added,
    onSuccess: onClose,
  });
  return (
    <form
      noValidate
      onSubmit={form.onSubmit(({ options, sku, price }) =>
        add.mutate({
          params: { path: { product_id: product.id } },
          body: {
            options: options.map((value) => value.trim()),
            sku: sku.trim() || null,
            prices: price === null ? [] : [{ amount_minor: price, currency }],
          },
        }),
      )}
    >
      <Stack>
        <FormError error={add.error} />
        {product.options.map((option, index) => (
          <Autocomplete
            key={option.name}
            label={option.name}
            description={words.newValueHint}
            data={option.values}
            {...form.getInputProps(`options.${index}`)}
          />
        ))}
        <TextInput label={words.sku} {...form.getInputProps('sku')} />
        <MoneyInput label={words.price(currency)} currency={currency} {...form.getInputProps('price')} value={form.values.price} />
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>
            {t.common.cancel}
          </Button>
          <Button type="submit" loading={add.isPending}>
            {words.add}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
