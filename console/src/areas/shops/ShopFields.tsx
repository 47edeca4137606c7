import { Select, SimpleGrid, Switch, TextInput } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import { useMemo } from 'react';
import { useLocale, useSelling, useT } from '@/i18n';
import { countryOptions, timeZoneOptions } from '@/ui/region';
import { languageOptions } from './languages';

export interface ShopValues {
  name: string;
  country: string | null;
  language: string;
  time_zone: string;
  prices_include_tax: boolean;
  order_prefix: string;
  /** A new shop is told of its seller later. */
  seller?: Seller;
}

export type Seller = Record<(typeof SELLER_PARTS)[number], string>;

export const SELLER_PARTS = [
  'legal_name',
  'tax_id',
  'line1',
  'line2',
  'postal_code',
  'city',
  'region',
  'email',
] as const;

/** What can be said of a shop at any time; what only holds from the beginning is the dialog's own. */
export function ShopFields({ form, currency }: { form: UseFormReturnType<ShopValues>; currency: React.ReactNode }) {
  const t = useT();
  const { shops } = useSelling();
  const locale = useLocale();
  const { language, time_zone: zone } = form.getInitialValues();
  const countries = useMemo(() => countryOptions(locale), [locale]);
  const languages = useMemo(() => languageOptions(locale, language), [locale, language]);
  const zones = useMemo(() => timeZoneOptions(zone), [zone]);
  const shared = { searchable: true, allowDeselect: false, nothingFoundMessage: t.common.noMatch } as const;
  return (
    <>
      <SimpleGrid cols={{ base: 1, xs: 2 }}>
        {currency}
        <Select {...shared} label={shops.country} limit={300} data={countries} {...form.getInputProps('country')} />
        <Select {...shared} label={shops.language} data={languages} {...form.getInputProps('language')} />
        <Select
          {...shared}
          label={shops.timeZone}
          limit={80}
          data={zones}
          {...form.getInputProps('time_zone')}
        />
      </SimpleGrid>
      <TextInput
        label={shops.prefix}
        description={shops.prefixHint}
        placeholder={shops.prefixPlaceholder}
        maxLength={10}
        maw={{ xs: 300 }}
        {...form.getInputProps('order_prefix')}
      />
      <Switch
        label={shops.taxes}
        description={shops.taxesHint}
        {...form.getInputProps('prices_include_tax', { type: 'checkbox' })}
      />
    </>
  );
}
