import { TextInput, type TextInputProps } from '@mantine/core';
import { isPercent } from '../discount';

interface Props extends Omit<TextInputProps, 'value' | 'onChange'> {
  /** The rate that holds while nothing is typed. */
  applied: string | undefined;
  value: string;
  onChange: (value: string) => void;
}

/** A rate of tax by hand. Left empty it shows the one that the shop's rates say. */
export function TaxField({ applied, value, onChange, ...input }: Props) {
  return (
    <TextInput
      inputMode="decimal"
      rightSection="%"
      rightSectionPointerEvents="none"
      placeholder={applied}
      {...input}
      value={value}
      error={value.trim() !== '' && !isPercent(value)}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}
