import { Combobox, Text, TextInput, useCombobox } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconSearch } from '@tabler/icons-react';
import { useState } from 'react';
import { useApiList } from '@/api/query';
import type { Customer } from '@/api/types';
import { customerName } from '@/areas/customers/customerName';
import { useSelling, useT } from '@/i18n';

/** Finds a customer by the beginning of a name, mail or telephone number. */
export function CustomerSearch({ label, onPick }: { label: string; onPick: (customer: Customer) => void }) {
  const t = useT();
  const { drafts: words } = useSelling();
  const box = useCombobox();
  const [typed, setTyped] = useState('');
  const [q] = useDebouncedValue(typed.trim(), 250);
  const { rows, isLoading } = useApiList('/api/v1/customers', { q }, { enabled: q !== '' });
  const found = q === '' ? [] : rows.slice(0, 8);
  return (
    <Combobox
      store={box}
      onOptionSubmit={(id) => {
        const picked = found.find((customer) => customer.id === id);
        if (picked) onPick(picked);
        setTyped('');
        box.closeDropdown();
      }}
    >
      <Combobox.Target>
        <TextInput
          label={label}
          placeholder={words.findCustomer}
          leftSection={<IconSearch size={16} aria-hidden />}
          value={typed}
          onChange={(event) => {
            setTyped(event.currentTarget.value);
            box.openDropdown();
          }}
          onBlur={() => box.closeDropdown()}
        />
      </Combobox.Target>
      <Combobox.Dropdown hidden={typed.trim() === ''}>
        <Combobox.Options>
          {found.map((customer) => (
            <Combobox.Option key={customer.id} value={customer.id}>
              <Text size="sm">{customerName(customer)}</Text>
              <Text size="xs" c="dimmed">
                {customer.email ?? customer.phone}
              </Text>
            </Combobox.Option>
          ))}
          {found.length === 0 && <Combobox.Empty>{isLoading || q !== typed.trim() ? t.common.loading : t.common.noMatch}</Combobox.Empty>}
        </Combobox.Options>
      </Combobox.Dropdown>
    </Combobox>
  );
}
