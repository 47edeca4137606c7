import { ActionIcon, Group, NumberInput, Stack, Text } from '@mantine/core';
import { IconTrash } from '@tabler/icons-react';
import type { OrderDetail, OrderLine, Quote } from '@/api/types';
import { useSelling } from '@/i18n';
import { Money } from '@/ui/money/Money';
import { Section } from '@/ui/Section';
import classes from '../page/Lines.module.css';
import type { EditValues } from './editModel';

interface Props {
  order: OrderDetail;
  values: EditValues;
  quote: Quote | undefined;
  onChange: (change: Partial<EditValues>) => void;
}

const MOST = 100_000;

/** The lines of an order with their quantities, and those that are added. */
export function EditLines({ order, values, quote, onChange }: Props) {
  const { order: words, drafts, taxes } = useSelling();
  const rateOf = (added: number) => {
    const line = quote?.lines[order.lines.length + added];
    if (line === undefined) return null;
    return line.tax_source === 'missing' ? taxes.missingLine : taxes.taxed(line.tax_rate);
  };
  const setAdded = (key: string, quantity: number) =>
    onChange({ added: values.added.map((one) => (one.key === key ? { ...one, line: { ...one.line, quantity } } : one)) });
  return (
    <Section title={words.items}>
      <ul className={classes.lines}>
        {order.lines.map((line) => (
          <ExistingLine
            key={line.id}
            line={line}
            quantity={values.quantities[line.id] ?? 0}
            onChange={(quantity) => onChange({ quantities: { ...values.quantities, [line.id]: quantity } })}
          />
        ))}
        {values.added.map(({ key, title, detail, line }, index) => (
          <li key={key} className={classes.line}>
            <Stack gap={2} miw={0}>
              <Text fw={550}>{title}</Text>
              <Text size="xs" c="dimmed">
                {[detail, rateOf(index)].filter(Boolean).join(' · ')}
              </Text>
            </Stack>
            <Group gap="xs" wrap="nowrap">
              <Quantity title={title} value={line.quantity} least={1} onChange={(quantity) => setAdded(key, quantity)} />
              <ActionIcon
                variant="subtle"
                color="gray"
                aria-label={drafts.removeItem(title)}
                onClick={() => onChange({ added: values.added.filter((one) => one.key !== key) })}
              >
                <IconTrash size={17} aria-hidden />
              </ActionIcon>
            </Group>
          </li>
        ))}
      </ul>
    </Section>
  );
}

function ExistingLine({ line, quantity, onChange }: { line: OrderLine; quantity: number; onChange: (quantity: number) => void }) {
  const { editOrder: words } = useSelling();
  const least = Math.max(line.shipped_quantity, line.refunded_quantity);
  return (
    <li className={classes.line}>
      <Stack gap={2} miw={0}>
        <Text fw={550} td={quantity === 0 ? 'line-through' : undefined}>
          {line.title}
        </Text>
        <Text size="xs" c="dimmed">
          {[line.variant_title, line.sku].filter(Boolean).join(' · ')}
        </Text>
        {least > 0 && (
          <Text size="xs" c="dimmed">
            {words.least(least)}
          </Text>
        )}
        {quantity === 0 && (
          <Text size="xs" c="dimmed">
            {words.removed}
          </Text>
        )}
      </Stack>
      <Quantity title={line.title} value={quantity} least={least} onChange={onChange} />
      <Text className={classes.amount} c="dimmed" span>
        <Money value={line.unit_price} />
      </Text>
    </li>
  );
}

function Quantity({ title, value, least, onChange }: { title: string; value: number; least: number; onChange: (quantity: number) => void }) {
  const { editOrder: words } = useSelling();
  return (
    <NumberInput
      aria-label={words.quantityOf(title)}
      w={92}
      min={least}
      max={MOST}
      clampBehavior="blur"
      allowDecimal={false}
      allowNegative={false}
      value={value}
      onChange={(count) => onChange(Number(count) || 0)}
    />
  );
}
