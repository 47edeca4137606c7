import type { Discount } from '@/api/types';

/** One discount on the whole while it is being written. */
export interface DiscountValues {
  kind: 'none' | 'fixed' | 'percent';
  title: string;
  amount: number | null;
  percent: string;
}

export const NO_DISCOUNT: DiscountValues = { kind: 'none', title: '', amount: null, percent: '' };

export function discountValues(discount: Discount | undefined): DiscountValues {
  if (discount === undefined) return NO_DISCOUNT;
  const { title } = discount;
  return discount.kind === 'fixed'
    ? { kind: 'fixed', title, amount: discount.amount_minor, percent: '' }
    : { kind: 'percent', title, amount: null, percent: discount.percent };
}

/** The discount as the API takes it; `null` while it takes nothing off. */
export function discountOf({ kind, title, amount, percent }: DiscountValues, fallbackTitle: string): Discount | null {
  const called = title.trim() || fallbackTitle;
  if (kind === 'fixed' && amount !== null && amount > 0) return { title: called, kind, amount_minor: amount };
  const share = percent.trim().replace(',', '.');
  return kind === 'percent' && isPercent(share) ? { title: called, kind, percent: share } : null;
}

/** The discounts while they are written: the API's in their order, or an empty one to fill in. */
export function discountsValues(discounts: readonly Discount[] | undefined): DiscountValues[] {
  return discounts === undefined || discounts.length === 0 ? [NO_DISCOUNT] : discounts.map(discountValues);
}

/** All that take something off. */
export function discountsOf(values: readonly DiscountValues[], fallbackTitle: string): Discount[] {
  return values.map((one) => discountOf(one, fallbackTitle)).filter((one) => one !== null);
}

/** From 0 to 100 with four digits after the point at most, as the API takes it. */
export function isPercent(text: string): boolean {
  return /^\d{1,3}([.,]\d{1,4})?$/.test(text.trim()) && Number(text.trim().replace(',', '.')) <= 100;
}
