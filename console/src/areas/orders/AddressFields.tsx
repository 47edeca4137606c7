import { Select, SimpleGrid, TextInput } from '@mantine/core';
import { useMemo } from 'react';
import type { PostalAddress } from '@/api/types';
import { useLocale, useSelling, useT } from '@/i18n';
import { countryOptions } from '@/ui/region';
import type { AddressValues } from './addressValues';

interface Props {
  value: AddressValues;
  onChange: (value: AddressValues) => void;
  /** What is wrong, by field. */
  errors?: Partial<Record<keyof PostalAddress, string>>;
}

/** A postal address to fill in. */
export function AddressFields({ value, onChange, errors = {} }: Props) {
  const t = useT();
  const { address: words } = useSelling();
  const locale = useLocale();
  const countries = useMemo(() => countryOptions(locale), [locale]);
  const field = (name: keyof AddressValues, label: string) => (
    <TextInput
      label={label}
      autoComplete="off"
      value={value[name] ?? ''}
      error={errors[name]}
      onChange={(event) => onChange({ ...value, [name]: event.currentTarget.value })}
    />
  );
  return (
    <SimpleGrid cols={{ base: 1, xs: 2 }}>
      {field('name', words.name)}
      {field('company', words.company)}
      {field('line1', words.line1)}
      {field('line2', words.line2)}
      {field('postal_code', words.postalCode)}
      {field('city', words.city)}
      {field('region', words.region)}
      <Select
        searchable
        clearable
        limit={300}
        label={words.country}
        nothingFoundMessage={t.common.noMatch}
        data={countries}
        value={value.country}
        error={errors.country}
        onChange={(country) => onChange({ ...value, country })}
      />
      {field('phone', words.phone)}
    </SimpleGrid>
  );
}
