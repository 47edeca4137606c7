import { ActionIcon, Button, Group, NumberInput, Pill, Stack, Text, TextInput } from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import type { Discount, Quote } from '@/api/types';
import { useSelling, useT } from '@/i18n';
import { MoneyInput } from '@/ui/money/MoneyInput';
import { useMoney } from '@/ui/money/useMoney';
import { Section } from '@/ui/Section';
import classes from '../page/Lines.module.css';
import { VariantSearch } from '../VariantSearch';
import { newLine, type DraftLine } from './draftModel';
import { TaxField } from './TaxField';

type QuotedLine = Quote['lines'][number];

interface Props {
  lines: DraftLine[];
  quote: Quote | undefined;
  shopId: string;
  currency: string;
  onChange: (lines: DraftLine[]) => void;
}

/** What is ordered: variants of the catalogue, or something that is described here. */
export function DraftItems({ lines, quote, shopId, currency, onChange }: Props) {
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
          {lines.map((line, index) => (
            <ItemRow
              key={line.key}
              line={line}
              // A quote of fewer or more lines is still that of before.
              quoted={quote?.lines.length === lines.length ? quote.lines[index] : undefined}
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
                add(
                  newLine({
                    key: variant.id,
                    variant_id: variant.id,
                    title: product,
                    detail: [variant.title, variant.sku].filter(Boolean).join(' · '),
                    price: variant.prices.find((price) => price.currency === currency)?.amount_minor ?? null,
                  }),
                )
              }
            />
          </div>
          <Button
            variant="default"
            leftSection={<IconPlus size={16} aria-hidden />}
            onClick={() => add(newLine({ key: `custom-${Date.now()}`, variant_id: null }))}
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
  quoted: QuotedLine | undefined;
  currency: string;
  onChange: (change: Partial<DraftLine>) => void;
  onRemove: () => void;
}

function ItemRow({ line, quoted, currency, onChange, onRemove }: RowProps) {
  const { drafts: words, editOrder, taxes } = useSelling();
  const money = useMoney();
  // What a program put in may name a variant alone: the quote says what that is, and what it costs.
  const catalogueTitle = line.variant_id === null ? '' : (quoted?.title ?? '');
  const name = line.title || catalogueTitle || words.custom;
  const catalogued = quoted && money.text(quoted.unit_price.amount_minor, currency);
  return (
    <li className={classes.item}>
      <Stack gap={2} miw={0}>
        {line.variant_id === null ? (
          <TextInput
            aria-label={words.customTitle}
            placeholder={words.customTitle}
            value={line.title}
            onChange={(event) => onChange({ title: event.currentTarget.value })}
          />
        ) : (
          <>
            <Text fw={550}>{name}</Text>
            <Text size="xs" c="dimmed">
              {line.detail || quoted?.variant_title}
            </Text>
          </>
        )}
        {quoted?.tax_source === 'missing' && <Text size="xs">{taxes.missingLine}</Text>}
        <LineDiscounts discounts={line.discounts} currency={currency} onChange={(discounts) => onChange({ discounts })} />
      </Stack>
      <Group gap="xs" justify="flex-end">
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
          placeholder={catalogued}
          value={line.price}
          onChange={(price) => onChange({ price })}
        />
        <TaxField
          aria-label={words.taxOf(name)}
          w={84}
          applied={quoted?.tax_rate}
          value={line.taxRate}
          onChange={(taxRate) => onChange({ taxRate })}
        />
        <ActionIcon variant="subtle" color="gray" aria-label={words.removeItem(name)} onClick={onRemove}>
          <IconTrash size={17} aria-hidden />
        </ActionIcon>
      </Group>
    </li>
  );
}

interface LineDiscountsProps {
  discounts: Discount[];
  currency: string;
  onChange: (discounts: Discount[]) => void;
}

/** What a program took off this item alone; it stays until somebody removes it. */
function LineDiscounts({ discounts, currency, onChange }: LineDiscountsProps) {
  const t = useT();
  const money = useMoney();
  if (discounts.length === 0) return null;
  return (
    <Group gap={6} mt={2}>
      {discounts.map((discount, index) => (
        <Pill
          key={index}
          withRemoveButton
          removeButtonProps={{ 'aria-label': `${t.common.remove}: ${discount.title}`, 'aria-hidden': false, tabIndex: 0 }}
          onRemove={() => onChange(discounts.filter((_, at) => at !== index))}
        >
          {discount.title} −
          {discount.kind === 'fixed' ? money.format({ amount_minor: discount.amount_minor, currency }) : `${discount.percent} %`}
        </Pill>
      ))}
    </Group>
  );
}
