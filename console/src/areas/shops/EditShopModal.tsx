import { Modal, Stack, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useApiMutation } from '@/api/mutation';
import { apiQuery } from '@/api/query';
import type { Shop } from '@/api/types';
import { useSelling, useT } from '@/i18n';
import { FormError } from '@/ui/FormError';
import { TextLink } from '@/ui/LinkButton';
import { SaveRow } from '@/ui/SaveRow';
import { validators } from '@/ui/validate';
import { SellerFields } from './SellerFields';
import { SELLER_PARTS, ShopFields, type Seller, type ShopValues } from './ShopFields';

export function EditShopModal({ shop, onClose }: { shop: Shop | null; onClose: () => void }) {
  const t = useT();
  const { shops } = useSelling();
  return (
    <Modal
      opened={shop !== null}
      onClose={onClose}
      title={shops.editTitle(shop?.name ?? '')}
      size="lg"
      closeButtonProps={{ 'aria-label': t.common.close }}
    >
      {shop !== null && <EditForm opened={shop} onClose={onClose} />}
    </Modal>
  );
}

function EditForm({ opened, onClose }: { opened: Shop; onClose: () => void }) {
  const t = useT();
  const { shops, taxes } = useSelling();
  const queryClient = useQueryClient();
  const [shop, setShop] = useState(opened);
  const form = useForm<ShopValues>({ initialValues: valuesOf(shop), validate: { name: validators(t).required } });
  const save = useApiMutation('patch', '/api/v1/shops/{shop_id}', {
    form,
    invalidates: ['/api/v1/shops', '/api/v1/shops/{shop_id}'],
    success: t.common.saved,
    onSuccess: onClose,
  });
  const reload = async () => {
    const newer = await queryClient.fetchQuery({
      ...apiQuery('/api/v1/shops/{shop_id}', { params: { path: { shop_id: shop.id } } }),
      staleTime: 0,
    });
    setShop(newer);
    form.setInitialValues(valuesOf(newer));
    form.setValues(valuesOf(newer));
    save.reset();
  };
  return (
    <form
      noValidate
      onSubmit={form.onSubmit((body) =>
        save.mutate({ params: { path: { shop_id: shop.id }, header: { 'If-Match': `"${shop.version}"` } }, body }),
      )}
    >
      <Stack>
        <FormError error={save.error} />
        <TextInput data-autofocus label={shops.name} {...form.getInputProps('name')} />
        <ShopFields
          form={form}
          currency={<TextInput label={shops.currency} value={shop.currency} readOnly variant="filled" title={shops.currencyFixed} />}
        />
        <SellerFields form={form} />
        <TextLink to="/settings/shops/$shop/taxes" params={{ shop: shop.id }} size="sm">
          {taxes.title(shop.name)}
        </TextLink>
        <SaveRow
          dirty={form.isDirty()}
          loading={save.isPending}
          error={save.error}
          onReload={() => void reload()}
          onCancel={onClose}
        />
      </Stack>
    </form>
  );
}

function valuesOf({ name, country, language, time_zone, prices_include_tax, order_prefix, seller }: Shop): ShopValues {
  const told = Object.fromEntries(SELLER_PARTS.map((part) => [part, seller[part] ?? ''])) as Seller;
  return { name, country, language, time_zone, prices_include_tax, order_prefix, seller: told };
}
