import { ActionIcon, Button, Group, NumberInput, Stack, Text } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import { IconPlus, IconX } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { apiQuery } from '@/api/query';
import type { Supplier, SupplierVariant } from '@/api/types';
import { useFormat, useSelling, useT } from '@/i18n';
import { MoneyInput } from '@/ui/money/MoneyInput';
import { useMoney } from '@/ui/money/useMoney';
import classes from '../lines/Lines.module.css';
import { LineName } from '../lines/LineName';
import { VariantSearch } from '../lines/VariantSearch';
import { stockName } from '../stockColumns';
import { leastOrder } from './purchase';
import type { DraftLine } from './purchaseValues';

interface Props<V extends { lines: DraftLine[] }> {
  supplier: Supplier;
  form: UseFormReturnType<V>;
}

const OFFERS_SHOWN = 200;

/** What a line costs so far; what is no amount yet counts as nothing. */
function sumOf({ quantity, unit_cost_minor }: DraftLine): number {
  const sum = Number(quantity) * (unit_cost_minor ?? 0);
  return Number.isNaN(sum) ? 0 : sum;
}

/** The goods of a purchase order: by the supplier's terms where it offers them, in its packs. */
export function PurchaseLines<V extends { lines: DraftLine[] }>({ supplier, form }: Props<V>) {
  const t = useT();
  const { purchases: words } = useSelling();
  const format = useFormat();
  const money = useMoney();
  const { lines } = form.values;
  const offers = useQuery(
    apiQuery('/api/v1/suppliers/{supplier_id}/variants', { params: { path: { supplier_id: supplier.id }, query: { limit: OFFERS_SHOWN } } }),
  );
  const terms = new Map((offers.data?.data ?? []).map((offer) => [offer.variant_id, offer]));
  const there = new Set(lines.map(({ variant_id }) => variant_id));
  const missing = [...terms.values()].filter(({ variant_id }) => !there.has(variant_id));
  const { currency } = supplier;
  const set = (next: DraftLine[]) => form.setFieldValue('lines', next as never);
  const lineOf = (variant_id: string, title: string, sku: string | null, offer: SupplierVariant | undefined): DraftLine => ({
    variant_id,
    title,
    sku,
    quantity: offer === undefined ? 1 : leastOrder(offer),
    unit_cost_minor: offer?.unit_cost_minor ?? null,
  });
  const total = lines.reduce((sum, line) => sum + sumOf(line), 0);
  return (
    <Stack gap="xs">
      <Group align="flex-end" gap="sm">
        <div style={{ flex: '1 1 240px' }}>
          <VariantSearch
            label={words.addLine}
            without={there}
            onPick={(picked) => set([...lines, lineOf(picked.variant_id, stockName(picked), picked.sku, terms.get(picked.variant_id))])}
          />
        </div>
        {missing.length > 0 && (
          <Button
            variant="default"
            leftSection={<IconPlus size={16} aria-hidden />}
            onClick={() => set([...lines, ...missing.map((offer) => lineOf(offer.variant_id, stockName(offer), offer.sku, offer))])}
          >
            {words.addOffers(missing.length)}
          </Button>
        )}
      </Group>
      <div>
        {lines.map((line, index) => {
          const offer = terms.get(line.variant_id);
          return (
            <div key={line.variant_id} className={classes.line}>
              <div className={classes.name}>
                <LineName title={line.title} sku={line.sku} more={offer?.supplier_sku} />
                {form.errors[`lines.${index}.variant_id`] && <Text size="xs" c="var(--mantine-color-error)">{form.errors[`lines.${index}.variant_id`]}</Text>}
              </div>
              <NumberInput
                className={classes.field}
                aria-label={`${words.quantity}: ${line.title}`}
                description={offer && offer.pack_size > 1 ? words.packs(format.number(offer.pack_size)) : undefined}
                inputWrapperOrder={['input', 'description', 'error']}
                min={1}
                step={offer?.pack_size ?? 1}
                allowDecimal={false}
                {...form.getInputProps(`lines.${index}.quantity`)}
              />
              <MoneyInput
                className={classes.field}
                aria-label={`${words.unitCost}: ${line.title}`}
                currency={currency}
                {...form.getInputProps(`lines.${index}.unit_cost_minor`)}
                value={line.unit_cost_minor}
              />
              <Text className={`${classes.total} tabular`}>{money.format({ amount_minor: sumOf(line), currency })}</Text>
              <ActionIcon
                variant="subtle"
                color="gray"
                size={36}
                aria-label={`${t.common.remove}: ${line.title}`}
                onClick={() => set(lines.filter((_, at) => at !== index))}
              >
                <IconX size={17} aria-hidden />
              </ActionIcon>
            </div>
          );
        })}
      </div>
      {lines.length > 0 && (
        <Text ta="right" fw={600} aria-live="polite">
          {words.total(money.format({ amount_minor: total, currency }))}
        </Text>
      )}
    </Stack>
  );
}
