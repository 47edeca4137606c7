import { Select } from '@mantine/core';
import { useSelling } from '@/i18n';
import { DayField } from '@/ui/DayField';
import { FilterBar, SearchField } from '@/ui/FilterBar';
import { FINANCIAL, FULFILMENT, statesOf } from '../states';
import { MoreFilters } from './MoreFilters';
import type { OrderSearch } from './orderFilter';

export interface FilterProps {
  search: OrderSearch;
  onChange: (change: OrderSearch) => void;
}

/** How the list is narrowed: what is used daily in sight, the rest behind a button. */
export function OrderFilters({ search, onChange, onClear, active }: FilterProps & { onClear: () => void; active: boolean }) {
  const { orders: words } = useSelling();
  const shared = { clearable: true, w: { base: 'calc(50% - 5px)', xs: 148 } } as const;
  return (
    <FilterBar active={active} onClear={onClear}>
      <SearchField label={words.search} value={search.q} onChange={(q) => onChange({ q })} w={{ base: '100%', xs: 224 }} />
      <Select
        {...shared}
        aria-label={words.payment}
        placeholder={words.payment}
        value={search.financial_state ?? null}
        onChange={(state) => onChange({ financial_state: state ?? undefined })}
        data={statesOf(FINANCIAL).map((value) => ({ value, label: words.financial[value] }))}
      />
      <Select
        {...shared}
        aria-label={words.delivery}
        placeholder={words.delivery}
        value={search.fulfilment_state ?? null}
        onChange={(state) => onChange({ fulfilment_state: state ?? undefined })}
        data={statesOf(FULFILMENT).map((value) => ({ value, label: words.fulfilment[value] }))}
      />
      <DayField label={words.from} value={search.from} max={search.to} onChange={(from) => onChange({ from })} />
      <DayField label={words.to} value={search.to} min={search.from} onChange={(to) => onChange({ to })} />
      <MoreFilters search={search} onChange={onChange} />
    </FilterBar>
  );
}
