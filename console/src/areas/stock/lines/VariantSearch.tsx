import { Group, Select, Text, type SelectProps } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconBarcode } from '@tabler/icons-react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState, type KeyboardEvent } from 'react';
import { apiQuery } from '@/api/query';
import type { VariantStock } from '@/api/types';
import { useSelling, useT } from '@/i18n';
import { stockName } from '../stockColumns';

interface Props extends Pick<SelectProps, 'size' | 'label' | 'error' | 'description'> {
  onPick: (variant: VariantStock) => void;
  /** What stands in a line already. */
  without?: ReadonlySet<string>;
  /** Shows beside each how many there are. */
  countAt?: string;
}

const FOUND_MAX = 20;

/** Finds a variant by title, SKU or barcode. A scanner types the code and Enter, which takes the first that was found. */
export function VariantSearch({ onPick, without, countAt, ...input }: Props) {
  const t = useT();
  const { stock: words } = useSelling();
  const [typed, setTyped] = useState('');
  const [searched] = useDebouncedValue(typed.trim(), 200);
  const queryClient = useQueryClient();
  const queryOf = (q: string) => apiQuery('/api/v1/stock', { params: { query: { q, location: countAt, limit: FOUND_MAX } } });
  const found = useQuery({ ...queryOf(searched), enabled: searched !== '' });
  const free = ({ variant_id }: VariantStock) => without?.has(variant_id) !== true;
  const rows = searched === '' ? [] : (found.data?.data ?? []).filter(free);
  const take = (picked: VariantStock | undefined) => {
    if (picked === undefined) return;
    onPick(picked);
    setTyped('');
  };
  /** Enter takes the first, unless one was chosen with the arrows; a scanner is faster than the list. */
  const enter = (event: KeyboardEvent<HTMLInputElement>) => {
    const q = typed.trim();
    if (event.key !== 'Enter' || q === '' || event.currentTarget.getAttribute('aria-activedescendant')) return;
    event.preventDefault();
    void queryClient.fetchQuery(queryOf(q)).then(({ data }) => take(data.find(free)));
  };
  return (
    <Select
      {...input}
      aria-label={input.label === undefined ? words.addVariant : undefined}
      placeholder={words.search}
      leftSection={<IconBarcode size={17} aria-hidden />}
      rightSection={null}
      searchable
      value={null}
      searchValue={typed}
      onSearchChange={setTyped}
      filter={({ options }) => options}
      data={rows.map((row) => ({ value: row.variant_id, label: stockName(row) }))}
      renderOption={({ option }) => {
        const row = rows.find(({ variant_id }) => variant_id === option.value);
        return (
          <Group justify="space-between" wrap="nowrap" w="100%" gap="sm">
            <div style={{ minWidth: 0 }}>
              <Text size="sm">{option.label}</Text>
              <Text size="xs" c="dimmed" className="mono">
                {row?.sku}
              </Text>
            </div>
            <Text size="sm" className="tabular">
              {row?.available}
            </Text>
          </Group>
        );
      }}
      nothingFoundMessage={searched === '' || found.isFetching || typed.trim() !== searched ? undefined : t.common.noMatch}
      onKeyDown={enter}
      onChange={(id) => take(rows.find(({ variant_id }) => variant_id === id))}
    />
  );
}
