import type { NewLine, OrderDetail } from '@/api/types';
import { discountsOf, type DiscountValues } from '../discount';
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
  discounts: DiscountValues[];
  shipping: number | null;
}

/** A variant as a further line, with the tax that the shop's rates say. */
export function addedOf({ variant, product }: FoundVariant): Added {
  const detail = [variant.title, variant.sku].filter(Boolean).join(' · ');
  return { key: variant.id, title: product, detail, line: { variant_id: variant.id, quantity: 1 } };
}

/** What the API is asked to change: only what is different. */
export function editOf(order: OrderDetail, before: EditValues, values: EditValues, discountTitle: string) {
  const change = order.lines
    .filter(({ id, quantity }) => values.quantities[id] !== quantity)
    .map(({ id }) => ({ line_id: id, quantity: values.quantities[id] ?? 0 }));
  const discounts = discountsOf(values.discounts, discountTitle);
  const isOther = JSON.stringify(discounts) !== JSON.stringify(discountsOf(before.discounts, discountTitle));
  return {
    change,
    add: values.added.map(({ line }) => line),
    ...(isOther && { discounts }),
    ...(values.shipping !== before.shipping && { shipping_minor: values.shipping ?? 0 }),
  };
}

/** Whether an edit would change anything. */
export function changesAnything(edit: ReturnType<typeof editOf>): boolean {
  return edit.change.length > 0 || edit.add.length > 0 || 'discounts' in edit || 'shipping_minor' in edit;
}
