import { TextInput } from '@mantine/core';

interface Props {
  label: string;
  value: string | undefined;
  onChange: (day: string | undefined) => void;
  min?: string;
  max?: string;
}

/** A day in a row of filters; two of them fill a line on a phone. */
export function DayField({ label, value, onChange, ...bounds }: Props) {
  return (
    <TextInput
      type="date"
      aria-label={label}
      title={label}
      value={value ?? ''}
      onChange={(event) => onChange(event.currentTarget.value || undefined)}
      w={{ base: 'calc(50% - 5px)', xs: 150 }}
      {...bounds}
    />
  );
}
