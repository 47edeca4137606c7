import { Select, SimpleGrid } from '@mantine/core';
import { useMemo, type ReactNode } from 'react';
import { useLocale, useT } from '@/i18n';
import { countryOptions, currencyOptions, timeZoneOptions } from '@/ui/region';

interface FieldProps {
  value?: string | null;
  onChange?: (value: string | null) => void;
  error?: ReactNode;
}

interface Props {
  /** The props of the form's `country`, `currency` and `time_zone` fields. */
  field: (name: 'country' | 'currency' | 'time_zone') => FieldProps;
  disabled?: boolean;
  /** More fields for the same grid. */
  children?: ReactNode;
}

export function RegionFields({ field, disabled, children }: Props) {
  const t = useT();
  const locale = useLocale();
  const countries = useMemo(() => countryOptions(locale), [locale]);
  const currencies = useMemo(() => currencyOptions(locale), [locale]);
  const timeZone = field('time_zone');
  const zones = useMemo(() => timeZoneOptions(timeZone.value ?? undefined), [timeZone.value]);
  const shared = { searchable: true, limit: 80, disabled, nothingFoundMessage: t.common.noMatch } as const;
  return (
    <SimpleGrid cols={{ base: 1, sm: children === undefined ? 3 : 2 }}>
      <Select
        {...shared}
        clearable
        limit={300}
        label={t.organization.country}
        placeholder={t.organization.countryPlaceholder}
        data={countries}
        {...field('country')}
      />
      <Select
        {...shared}
        limit={300}
        allowDeselect={false}
        label={t.organization.currency}
        data={currencies}
        {...field('currency')}
      />
      <Select
        {...shared}
        allowDeselect={false}
        label={t.organization.timeZone}
        description={children === undefined ? undefined : t.organization.timeZoneHint}
        data={zones}
        {...timeZone}
      />
      {children}
    </SimpleGrid>
  );
}
