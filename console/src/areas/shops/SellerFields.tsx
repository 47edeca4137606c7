import { Fieldset, SimpleGrid, TextInput } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import { useSelling } from '@/i18n';
import type { Seller, ShopValues } from './ShopFields';

/** Who sells, as invoices say it. The country is the shop's. */
export function SellerFields({ form }: { form: UseFormReturnType<ShopValues> }) {
  const { shops } = useSelling();
  const part = (name: keyof Seller, autoComplete: string) => ({
    label: shops.sellerParts[name],
    autoComplete,
    ...form.getInputProps(`seller.${name}`),
  });
  return (
    <Fieldset legend={shops.seller} variant="filled">
      <SimpleGrid cols={{ base: 1, xs: 2 }}>
        <TextInput {...part('legal_name', 'organization')} placeholder={shops.legalNamePlaceholder} />
        <TextInput {...part('tax_id', 'off')} placeholder={shops.taxIdPlaceholder} />
        <TextInput {...part('line1', 'address-line1')} />
        <TextInput {...part('line2', 'address-line2')} />
        <TextInput {...part('postal_code', 'postal-code')} />
        <TextInput {...part('city', 'address-level2')} />
        <TextInput {...part('region', 'address-level1')} />
        <TextInput {...part('email', 'email')} type="email" />
      </SimpleGrid>
    </Fieldset>
  );
}
