import { Button, Stack } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useSelling } from '@/i18n';
import { NO_DISCOUNT, type DiscountValues } from './discount';
import { DiscountFields } from './DiscountFields';

interface Props {
  currency: string;
  values: readonly DiscountValues[];
  onChange: (values: DiscountValues[]) => void;
}

/** The discounts on a whole order, taken off one after the other. */
export function DiscountList({ currency, values, onChange }: Props) {
  const { editOrder: words } = useSelling();
  return (
    <Stack>
      {values.map((value, index) => (
        <DiscountFields
          // Discounts have no identity of their own, and are only added at the end.
          key={index}
          label={index === 0 ? words.discount : words.furtherDiscount(index + 1)}
          currency={currency}
          value={value}
          onChange={(changed) => onChange(values.map((one, at) => (at === index ? changed : one)))}
        />
      ))}
      {values.every(({ kind }) => kind !== 'none') && (
        <Button
          variant="subtle"
          size="compact-sm"
          style={{ alignSelf: 'flex-start' }}
          leftSection={<IconPlus size={15} aria-hidden />}
          onClick={() => onChange([...values, NO_DISCOUNT])}
        >
          {words.addDiscount}
        </Button>
      )}
    </Stack>
  );
}
