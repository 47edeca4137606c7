import { Button, Group, TextInput, type TextInputProps } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { IconSearch, IconX } from '@tabler/icons-react';
import { useState, type ReactNode } from 'react';
import { useT } from '@/i18n';

interface BarProps {
  children: ReactNode;
  /** Shown as soon as any filter is set. */
  active: boolean;
  onClear: () => void;
}

/** The filters above a list. They live in the address, so a filtered view can be shared. */
export function FilterBar({ children, active, onClear }: BarProps) {
  const t = useT();
  return (
    <Group gap="xs" mb="md" role="search">
      {children}
      {active && (
        <Button variant="subtle" color="gray" leftSection={<IconX size={15} aria-hidden />} onClick={onClear}>
          {t.common.clearFilters}
        </Button>
      )}
    </Group>
  );
}

interface SearchProps extends Omit<TextInputProps, 'value' | 'onChange'> {
  label: string;
  value: string | undefined;
  onChange: (value: string | undefined) => void;
}

/** A search field that waits until the person pauses. */
export function SearchField({ label, value, onChange, ...input }: SearchProps) {
  const [typed, setTyped] = useState(value ?? '');
  const report = useDebouncedCallback((text: string) => onChange(text.trim() || undefined), 300);
  const [seen, setSeen] = useState(value);
  if (seen !== value) {
    // The filters were cleared, or the address changed; what is being typed wins over its own echo.
    setSeen(value);
    if (typed.trim() !== (value ?? '')) setTyped(value ?? '');
  }
  return (
    <TextInput
      type="search"
      aria-label={label}
      placeholder={label}
      leftSection={<IconSearch size={16} aria-hidden />}
      value={typed}
      onChange={(event) => {
        setTyped(event.currentTarget.value);
        report(event.currentTarget.value);
      }}
      w={{ base: '100%', xs: 260 }}
      {...input}
    />
  );
}
