import type { ProductDetail, Variant, VariantChange } from '@/api/types';
import type { Selling } from '@/i18n';
import type { useMoney } from '@/ui/money/useMoney';
import type { GridColumn } from '@/ui/grid/useGrid';

export interface VariantRow {
  product: Pick<ProductDetail, 'id' | 'title'>;
  variant: Variant;
}

interface Context {
  words: Selling['variants'];
  money: ReturnType<typeof useMoney>;
  currencies: readonly string[];
  /** What a cost is in that has no currency yet. */
  currency: string;
  /** Whether rows of several products stand together. */
  mixed: boolean;
}

export const rowId = ({ variant }: VariantRow) => variant.id;

/** The price by the base list of a currency; base lists stand first. */
const priceOf = (variant: Variant, currency: string) => variant.prices.find((price) => price.currency === currency);

/** What can be edited of variants as in a spreadsheet. */
export function variantGrid({ words, money, currencies, currency, mixed }: Context): GridColumn<VariantRow>[] {
  const amount = (minor: number | null | undefined, of: string) => (minor == null ? '' : money.text(minor, of));
  const checkAmount = (of: string) => (text: string) => {
    if (text === '') return null;
    const minor = money.parse(text, of);
    return minor === null || minor < 0 ? words.noAmount(of) : null;
  };
  const tidyAmount = (of: string) => (text: string) => {
    const minor = money.parse(text, of);
    return minor === null ? text : money.text(minor, of);
  };
  const atMost = (length: number) => (text: string) => (text.length > length ? words.tooLong(length) : null);
  return [
    {
      id: 'title',
      header: mixed ? words.productAndVariant : words.variant,
      width: mixed ? 280 : 190,
      text: ({ product, variant }) =>
        mixed ? [product.title, variant.title].filter(Boolean).join(' · ') : variant.title || words.only,
    },
    { id: 'sku', header: words.sku, width: 160, text: ({ variant }) => variant.sku ?? '', check: atMost(100) },
    ...currencies.flatMap((of): GridColumn<VariantRow>[] => [
      {
        id: `price:${of}`,
        header: words.price(of),
        width: 120,
        align: 'right',
        text: ({ variant }) => amount(priceOf(variant, of)?.amount_minor, of),
        check: (text, { variant }) =>
          text === '' && priceOf(variant, of) !== undefined ? words.priceStays : checkAmount(of)(text),
        tidy: tidyAmount(of),
      },
      {
        id: `compare:${of}`,
        header: words.compareAt(of),
        width: 130,
        align: 'right',
        text: ({ variant }) => amount(priceOf(variant, of)?.compare_at_minor, of),
        check: checkAmount(of),
        tidy: tidyAmount(of),
      },
    ]),
    {
      id: 'unit_cost',
      header: words.cost,
      width: 110,
      align: 'right',
      text: ({ variant }) => amount(variant.unit_cost?.amount_minor, variant.unit_cost?.currency ?? currency),
      check: (text, { variant }) => checkAmount(variant.unit_cost?.currency ?? currency)(text),
      tidy: (text, { variant }) => tidyAmount(variant.unit_cost?.currency ?? currency)(text),
    },
    {
      id: 'weight_g',
      header: words.weight,
      width: 110,
      align: 'right',
      text: ({ variant }) => (variant.weight_g === null ? '' : String(variant.weight_g)),
      check: (text) => (/^\d{0,9}$/.test(text) ? null : words.noNumber),
    },
    { id: 'barcode', header: words.barcode, width: 150, text: ({ variant }) => variant.barcode ?? '', check: atMost(64) },
    {
      id: 'tax_class',
      header: words.taxClass,
      width: 130,
      text: ({ variant }) => variant.tax_class,
      check: (text) => (text === '' ? words.taxClassNeeded : atMost(40)(text)),
    },
    {
      id: 'backorder',
      header: words.backorder,
      width: 150,
      text: ({ variant }) => words.backorders[variant.backorder],
      check: (text) => (Object.values(words.backorders).includes(text) ? null : words.oneOf(Object.values(words.backorders).join(', '))),
      choices: Object.values(words.backorders),
    },
    {
      id: 'state',
      header: words.state,
      width: 120,
      text: ({ variant }) => words.states[variant.state],
      check: (text) => (Object.values(words.states).includes(text) ? null : words.oneOf(Object.values(words.states).join(', '))),
      choices: Object.values(words.states),
    },
  ];
}

/** The edited texts of one row as the change that the API takes. */
export function changeOf(
  { variant }: VariantRow,
  cells: ReadonlyMap<string, string>,
  { words, money, currencies, currency }: Omit<Context, 'mixed'>,
): VariantChange {
  const change: VariantChange = {};
  const orNull = (text: string | undefined) => (text === '' ? null : text);
  if (cells.has('sku')) change.sku = orNull(cells.get('sku'));
  if (cells.has('barcode')) change.barcode = orNull(cells.get('barcode'));
  if (cells.has('tax_class')) change.tax_class = cells.get('tax_class');
  const weight = cells.get('weight_g');
  if (weight !== undefined) change.weight_g = weight === '' ? null : Number(weight);
  const cost = cells.get('unit_cost');
  if (cost !== undefined) {
    const of = variant.unit_cost?.currency ?? currency;
    const minor = money.parse(cost, of);
    change.unit_cost = minor === null ? null : { amount_minor: minor, currency: of };
  }
  const named = <K extends string>(names: Record<K, string>, text: string | undefined) =>
    (Object.keys(names) as K[]).find((key) => names[key] === text);
  change.backorder = named(words.backorders, cells.get('backorder'));
  change.state = named(words.states, cells.get('state'));
  const prices = currencies.flatMap((of) => {
    const [price, compare] = [cells.get(`price:${of}`), cells.get(`compare:${of}`)];
    if (price === undefined && compare === undefined) return [];
    const stored = priceOf(variant, of);
    const amount_minor = price === undefined ? (stored?.amount_minor ?? null) : money.parse(price, of);
    if (amount_minor === null) return [];
    const compare_at_minor = compare === undefined ? (stored?.compare_at_minor ?? null) : money.parse(compare, of);
    return [{ amount_minor, currency: of, compare_at_minor }];
  });
  if (prices.length > 0) change.prices = prices;
  return change;
}

/** The column that a field of the API stands in; what has no column of its own is said at the row's title. */
export function columnOfField(field: string | null, change: VariantChange): string {
  const price = /^prices\.(\d+)\.?(.*)$/.exec(field ?? '');
  if (price !== null) {
    const currency = change.prices?.[Number(price[1])]?.currency ?? '';
    return `${price[2] === 'compare_at_minor' ? 'compare' : 'price'}:${currency}`;
  }
  return ['sku', 'barcode', 'unit_cost', 'weight_g', 'tax_class', 'backorder', 'state'].find((id) => field?.startsWith(id)) ?? 'title';
}
