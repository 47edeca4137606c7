import type { PurchaseOrder } from '@/api/types';
import { dayOf, noonOf } from '../lines/day';
import { stockName } from '../stockColumns';
import { rateOf, rateText } from './purchase';

/** A line while it is being put together. */
export interface DraftLine {
  variant_id: string;
  title: string;
  sku: string | null;
  quantity: number | string;
  unit_cost_minor: number | null;
}

/** What the form of a purchase order holds, but for the supplier. */
export interface PurchaseValues {
  location_id: string | null;
  expected: string;
  extra_cost_minor: number | null;
  rate: string;
  note: string;
  lines: DraftLine[];
}

/** What the form begins with: a draft as it is, or nothing. */
export function valuesOf(order: PurchaseOrder | null): PurchaseValues {
  return {
    location_id: order?.location_id ?? null,
    expected: dayOf(order?.expected_at),
    extra_cost_minor: order?.extra_cost_minor ?? null,
    rate: order === null ? '' : rateText(order.exchange_rate_ppm),
    note: order?.note ?? '',
    lines: (order?.lines ?? []).map((line) => ({ ...line, title: stockName(line) })),
  };
}

/** What the API takes. The rate is of no use where the supplier invoices in the organization's own currency. */
export function bodyOf(values: PurchaseValues, order: PurchaseOrder | null, foreign: boolean) {
  const sameDay = order !== null && dayOf(order.expected_at) === values.expected;
  return {
    // Another time of the same day is no change.
    expected_at: sameDay ? order.expected_at : noonOf(values.expected),
    extra_cost_minor: values.extra_cost_minor ?? 0,
    exchange_rate_ppm: foreign ? rateOf(values.rate) : null,
    note: values.note.trim() || null,
    lines: values.lines.map(({ variant_id, quantity, unit_cost_minor }) => ({ variant_id, quantity: Number(quantity), unit_cost_minor })),
  };
}
