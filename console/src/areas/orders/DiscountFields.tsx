import { Group, SegmentedControl, Stack, Text, TextInput } from '@mantine/core';
import { useSelling } from '@/i18n';
import { MoneyInput } from '@/ui/money/MoneyInput';
import { isPercent, type DiscountValues } from './discount';

interface Props {
  label: string;
  currency: string;
  value: DiscountValues;
  onChange: (value: DiscountValues) => void;
}

const KINDS = ['none', 'fixed', 'percent'] as const;

/** A discount on the whole order: an amount or a share, and what the customer reads beside it. */
export function DiscountFields({ label, currency, value, onChange }: Props) {
  const { editOrder: words } = useSelling();
  return (
    <Stack gap="xs">
      <Text size="sm" fw={500}>
        {label}
      </Text>
      <SegmentedControl
        aria-label={label}
        value={value.kind}
        onChange={(kind) => onChange({ ...value, kind: kind })}
        data={KINDS.map((kind) => ({ value: kind, label: words.kinds[kind] }))}
      />
      {value.kind !== 'none' && (
        <Group gap="xs" align="flex-start" grow>
          {value.kind === 'fixed' ? (
            <MoneyInput label={words.kinds.fixed} currency={currency} value={value.amount} onChange={(amount) => onChange({ ...value, amount })} />
          ) : (
            <TextInput
              label={words.percent}
              inputMode="decimal"
              rightSection="%"
              value={value.percent}
              error={value.percent !== '' && !isPercent(value.percent)}
              onChange={(event) => onChange({ ...value, percent: event.currentTarget.value })}
            />
          )}
          <TextInput
            label={words.discountTitle}
            placeholder={words.discountDefault}
            value={value.title}
            onChange={(event) => onChange({ ...value, title: event.currentTarget.value })}
          />
        </Group>
      )}
    </Stack>
  );
}
