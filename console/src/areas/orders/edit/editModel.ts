import type { NewLine, OrderDetail } from '@/api/types';
import { discountOf, type DiscountValues } from '../discount';
import type { FoundVariant } from '../VariantSearch';

/** An item that is added to an order. */
export interface Added {
  key: string;
  title: string;
  detail: string;
  line: NewLine;
}

export interface EditValues {
  quantities: Record<string, number>;
  added: Added[];
  discount: DiscountValues;
  shipping: number | null;
}

/** A variant as a further line, with the tax that the order's other lines have: the catalogue knows no rates yet. */
export function addedOf({ variant, product }: FoundVariant, order: Pick<OrderDetail, 'lines'>): Added {
  const tax_rate = order.lines[0]?.tax_rate ?? '0';
  const detail = [variant.title, variant.sku].filter(Boolean).join(' · ');
  return { key: variant.id, title: product, detail, line: { variant_id: variant.id, quantity: 1, tax_rate } };
}

/**
 * What the API is asked to change: only what is different. An order with several discounts keeps them unless the one
 * field that the page has for them was touched.
 */
export function editOf(order: OrderDetail, before: EditValues, values: EditValues, discountTitle: string) {
  const change = order.lines
    .filter(({ id, quantity }) => values.quantities[id] !== quantity)
    .map(({ id }) => ({ line_id: id, quantity: values.quantities[id] ?? 0 }));
  const discount = discountOf(values.discount, discountTitle);
  const isOther = JSON.stringify(values.discount) !== JSON.stringify(before.discount);
  return {
    change,
    add: values.added.map(({ line }) => line),
    ...(isOther && { discounts: discount === null ? [] : [discount] }),
    ...(values.shipping !== before.shipping && { shipping_minor: values.shipping ?? 0 }),
  };
}

/** Whether an edit would change anything. */
export function changesAnything(edit: ReturnType<typeof editOf>): boolean {
  return edit.change.length > 0 || edit.add.length > 0 || 'discounts' in edit || 'shipping_minor' in edit;
}
