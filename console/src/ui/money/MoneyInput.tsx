import { Text, TextInput, type TextInputProps } from '@mantine/core';
import { useState } from 'react';
import { useMoney } from './useMoney';

interface Props extends Omit<TextInputProps, 'value' | 'onChange' | 'defaultValue'> {
  currency: string;
  /** Minor units; `null` is an empty field, `NaN` one that holds no amount. */
  value: number | null;
  onChange: (minor: number | null) => void;
}

/**
 * A field for an amount of one currency. It keeps what is typed until it is left, then writes it in order; what is no
 * amount becomes `NaN`, which the form's own check refuses.
 */
export function MoneyInput({ currency, value, onChange, onBlur, ...input }: Props) {
  const money = useMoney();
  const write = (minor: number | null) => (minor === null || Number.isNaN(minor) ? '' : money.text(minor, currency));
  const read = (text: string) => (text.trim() === '' ? null : (money.parse(text, currency) ?? Number.NaN));
  const [typed, setTyped] = useState(write(value));
  const [seen, setSeen] = useState(value);
  if (!Object.is(seen, value)) {
    setSeen(value);
    if (!Object.is(read(typed), value)) setTyped(write(value));
  }
  return (
    <TextInput
      inputMode="decimal"
      rightSection={
        <Text size="xs" c="dimmed">
          {currency}
        </Text>
      }
      rightSectionWidth={48}
      rightSectionPointerEvents="none"
      {...input}
      value={typed}
      onChange={(event) => {
        setTyped(event.currentTarget.value);
        const minor = read(event.currentTarget.value);
        setSeen(minor);
        onChange(minor);
      }}
      onBlur={(event) => {
        const minor = read(typed);
        if (minor !== null && !Number.isNaN(minor)) setTyped(write(minor));
        onBlur?.(event);
      }}
    />
  );
}
