import { Select, type SelectProps } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useState } from 'react';
import { useApiList } from '@/api/query';
import { useT } from '@/i18n';
import { useSupplier } from './useSupplier';

interface Props extends Omit<SelectProps, 'data' | 'value' | 'onChange'> {
  value: string | null;
  onChange: (id: string | null) => void;
}

/** Chooses a supplier, however many there are: what is typed is searched for by the server. */
export function SupplierSelect({ value, onChange, ...input }: Props) {
  const t = useT();
  const [typed, setTyped] = useState('');
  const [searched] = useDebouncedValue(typed.trim(), 200);
  const { data: chosen } = useSupplier(value);
  // The name of the one that is chosen stands in the field; it is no search.
  const q = searched === chosen?.name ? undefined : searched;
  const found = useApiList('/api/v1/suppliers', { q, state: 'active' });
  const options = found.rows.map(({ id, name }) => ({ value: id, label: name }));
  if (chosen !== undefined && !options.some((option) => option.value === chosen.id)) {
    options.unshift({ value: chosen.id, label: chosen.name });
  }
  return (
    <Select
      {...input}
      searchable
      data={options}
      filter={({ options: all }) => all}
      value={value}
      onChange={(id: string | null) => onChange(id)}
      searchValue={typed}
      onSearchChange={setTyped}
      nothingFoundMessage={found.isLoading || searched !== typed.trim() ? t.common.loading : t.common.noMatch}
    />
  );
}
