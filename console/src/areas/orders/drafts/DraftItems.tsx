import { ActionIcon, Button, Group, NumberInput, Stack, Text, TextInput } from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import { useSelling } from '@/i18n';
import { MoneyInput } from '@/ui/money/MoneyInput';
import { Section } from '@/ui/Section';
import classes from '../page/Lines.module.css';
import { VariantSearch } from '../VariantSearch';
import type { DraftLine } from './draftModel';

interface Props {
  lines: DraftLine[];
  shopId: string;
  currency: string;
  onChange: (lines: DraftLine[]) => void;
}

/** What is ordered: variants of the catalogue, or something that is described here. */
export function DraftItems({ lines, shopId, currency, onChange }: Props) {
  const { drafts: words } = useSelling();
  const set = (key: string, change: Partial<DraftLine>) =>
    onChange(lines.map((line) => (line.key === key ? { ...line, ...change } : line)));
  const add = (line: DraftLine) => {
    const known = line.variant_id === null ? undefined : lines.find(({ variant_id }) => variant_id === line.variant_id);
    if (known) set(known.key, { quantity: known.quantity + 1 });
    else onChange([...lines, line]);
  };
  return (
    <Section title={words.items}>
      <Stack>
        {lines.length === 0 && <Text c="dimmed">{words.noItems}</Text>}
        <ul className={classes.lines}>
          {lines.map((line) => (
            <ItemRow
              key={line.key}
              line={line}
              currency={currency}
              onChange={(change) => set(line.key, change)}
              onRemove={() => onChange(lines.filter(({ key }) => key !== line.key))}
            />
          ))}
        </ul>
        <Group align="flex-end" gap="xs">
          <div style={{ flex: '1 1 260px' }}>
            <VariantSearch
              label={words.search}
              shopId={shopId}
              currency={currency}
              onPick={({ variant, product }) =>
                add({
                  key: variant.id,
                  variant_id: variant.id,
                  title: product,
                  detail: [variant.title, variant.sku].filter(Boolean).join(' · '),
                  quantity: 1,
                  price: variant.prices.find((price) => price.currency === currency)?.amount_minor ?? null,
                })
              }
            />
          </div>
          <Button
            variant="default"
            leftSection={<IconPlus size={16} aria-hidden />}
            onClick={() => add({ key: `custom-${Date.now()}`, variant_id: null, title: '', detail: '', quantity: 1, price: null })}
          >
            {words.custom}
          </Button>
        </Group>
      </Stack>
    </Section>
  );
}

interface RowProps {
  line: DraftLine;
  currency: string;
  onChange: (change: Partial<DraftLine>) => void;
  onRemove: () => void;
}

function ItemRow({ line, currency, onChange, onRemove }: RowProps) {
  const { drafts: words, editOrder } = useSelling();
  const name = line.title || words.custom;
  return (
    <li className={classes.item}>
      {line.variant_id === null ? (
        <TextInput
          aria-label={words.customTitle}
          placeholder={words.customTitle}
          value={line.title}
          onChange={(event) => onChange({ title: event.currentTarget.value })}
        />
      ) : (
        <Stack gap={2} miw={0}>
          <Text fw={550}>{name}</Text>
          <Text size="xs" c="dimmed">
            {line.detail}
          </Text>
        </Stack>
      )}
      <Group gap="xs" wrap="nowrap">
        <NumberInput
          aria-label={editOrder.quantityOf(name)}
          w={84}
          min={1}
          max={100_000}
          allowDecimal={false}
          allowNegative={false}
          value={line.quantity}
          onChange={(count) => onChange({ quantity: Number(count) || 1 })}
        />
        <MoneyInput
          aria-label={`${words.price}: ${name}`}
          w={130}
          currency={currency}
          value={line.price}
          onChange={(price) => onChange({ price })}
        />
        <ActionIcon variant="subtle" color="gray" aria-label={words.removeItem(name)} onClick={onRemove}>
          <IconTrash size={17} aria-hidden />
        </ActionIcon>
      </Group>
    </li>
  );
}
