import { Button, Popover, Select, Stack } from '@mantine/core';
import { IconAdjustmentsHorizontal } from '@tabler/icons-react';
import { useMemo } from 'react';
import { useLocale, useSelling, useT } from '@/i18n';
import { SearchField } from '@/ui/FilterBar';
import { countryOptions } from '@/ui/region';
import { RETURNS, SOURCES, statesOf } from '../states';
import type { FilterProps } from './OrderFilters';

/** What is seldom asked for, behind a button that counts what is set. */
export function MoreFilters({ search, onChange }: FilterProps) {
  const t = useT();
  const { orders: words } = useSelling();
  const locale = useLocale();
  const countries = useMemo(() => countryOptions(locale), [locale]);
  const { return_state, source, state, country, tag } = search;
  const set = [return_state, source, state, country, tag].filter((value) => value !== undefined).length;
  const shared = { clearable: true, comboboxProps: { withinPortal: false } } as const;
  return (
    <Popover width={280} position="bottom-end" trapFocus returnFocus>
      <Popover.Target>
        <Button variant="default" leftSection={<IconAdjustmentsHorizontal size={16} aria-hidden />}>
          {words.more(set)}
        </Button>
      </Popover.Target>
      <Popover.Dropdown aria-label={words.more(set)}>
        <Stack gap="sm">
          <Select
            {...shared}
            label={words.returns}
            placeholder={t.common.all}
            value={return_state ?? null}
            onChange={(value) => onChange({ return_state: value ?? undefined })}
            data={statesOf(RETURNS).map((value) => ({ value, label: words.returned[value] }))}
          />
          <Select
            {...shared}
            label={words.source}
            placeholder={t.common.all}
            value={source ?? null}
            onChange={(value) => onChange({ source: value ?? undefined })}
            data={SOURCES.map((value) => ({ value, label: words.sources[value] }))}
          />
          <Select
            {...shared}
            label={words.state}
            placeholder={t.common.all}
            value={state ?? null}
            onChange={(value) => onChange({ state: value ?? undefined })}
            data={(['open', 'cancelled'] as const).map((value) => ({ value, label: words.states[value] }))}
          />
          <Select
            {...shared}
            searchable
            limit={300}
            label={words.country}
            placeholder={t.common.all}
            nothingFoundMessage={t.common.noMatch}
            value={country ?? null}
            onChange={(value) => onChange({ country: value ?? undefined })}
            data={countries}
          />
          <SearchField label={words.tag} value={tag} onChange={(value) => onChange({ tag: value })} w="100%" />
        </Stack>
      </Popover.Dropdown>
    </Popover>
  );
}
