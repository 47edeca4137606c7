import type { ListedPrice, PriceList } from '@/api/types';

/** What stands in the fields of a row: minor units, `null` for an empty field, `NaN` for what is no amount. */
export interface PriceValues {
  price: number | null;
  compareAt: number | null;
}

/** The rows that differ from what is stored, by variant. */
export type PriceEdits = ReadonlyMap<string, PriceValues>;

export function storedOf(row: ListedPrice): PriceValues {
  return { price: row.price?.amount_minor ?? null, compareAt: row.compare_at?.amount_minor ?? null };
}

/** The edits with one more; one that says what is stored is none. */
export function withEdit(edits: PriceEdits, row: ListedPrice, change: Partial<PriceValues>): PriceEdits {
  const stored = storedOf(row);
  const values = { ...stored, ...edits.get(row.variant_id), ...change };
  const next = new Map(edits);
  if (Object.is(values.price, stored.price) && Object.is(values.compareAt, stored.compareAt)) next.delete(row.variant_id);
  else next.set(row.variant_id, values);
  return next;
}

export type Fault = 'noAmount' | 'compareAlone';

/** What is wrong with each field of a row; `null` where nothing is. */
export function faultsOf({ price, compareAt }: PriceValues): Record<keyof PriceValues, Fault | null> {
  const wrong = (minor: number | null) => (minor !== null && !(minor >= 0) ? 'noAmount' : null);
  return { price: wrong(price), compareAt: wrong(compareAt) ?? (compareAt !== null && price === null ? 'compareAlone' : null) };
}

/** The edits as the API takes them: prices to set, and variants whose price goes. */
export function changesOf(list: PriceList, rows: readonly ListedPrice[], edits: PriceEdits) {
  const { id: price_list_id, currency } = list;
  const edited = rows.flatMap((row) => {
    const values = edits.get(row.variant_id);
    return values === undefined ? [] : [{ row, ...values }];
  });
  const set = edited.flatMap(({ row: { variant_id, version }, price, compareAt }) =>
    price === null
      ? []
      : [{ variant_id, version, change: { prices: [{ amount_minor: price, compare_at_minor: compareAt, currency, price_list_id }] } }],
  );
  return { set, remove: edited.filter(({ price }) => price === null).map(({ row }) => row.variant_id) };
}
