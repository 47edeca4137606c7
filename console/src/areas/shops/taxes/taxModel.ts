import type { ApiError } from '@/api/problem';
import type { TaxRate } from '@/api/types';
import { isPercent } from '@/areas/orders/discount';

/** A rate while it is being written. */
export interface TaxRow {
  key: string;
  country: string | null;
  region: string;
  taxClass: string;
  rate: string;
  onShipping: boolean;
}

export type TaxField = 'country' | 'region' | 'tax_class' | 'rate' | 'on_shipping';

export function rowsOf(rates: readonly TaxRate[]): TaxRow[] {
  return rates.map(({ country, region, tax_class, rate, on_shipping }, index) => ({
    key: String(index),
    country,
    region: region ?? '',
    taxClass: tax_class,
    rate,
    onShipping: on_shipping ?? false,
  }));
}

/** A further rate: the first is that of the shop's own country, and each other one of the country before. */
export function nextRow(rows: readonly TaxRow[], home: string): TaxRow {
  const last = rows.at(-1);
  return {
    key: `new-${Date.now()}`,
    country: last === undefined ? home : last.country,
    region: '',
    taxClass: last?.taxClass === 'standard' ? 'reduced' : 'standard',
    rate: '',
    onShipping: last === undefined,
  };
}

export function ratesOf(rows: readonly TaxRow[]): TaxRate[] {
  return rows.map(({ country, region, taxClass, rate, onShipping }) => ({
    country: country ?? '',
    region: region.trim() || null,
    tax_class: taxClass.trim(),
    rate: rate.trim().replace(',', '.'),
    on_shipping: onShipping,
  }));
}

/** What is missing in a row, by field. */
export function missingIn({ country, taxClass, rate }: TaxRow): TaxField[] {
  const missing: TaxField[] = [];
  if (country === null) missing.push('country');
  if (taxClass.trim() === '') missing.push('tax_class');
  if (!isPercent(rate)) missing.push('rate');
  return missing;
}

/** What the server refused, by row and field: `0.rate`. */
export function refusedOf(error: ApiError | null): ReadonlyMap<string, string> {
  const fields = error?.fields ?? [];
  return new Map(fields.map(({ field, message }) => [field.replace(/^rates\./, ''), message]));
}
