import type { NewLine, NewOrder, ServiceType } from '@/api/types';
import { NOWHERE, addressOf, addressValues, type AddressValues } from '../addressValues';
import { NO_DISCOUNT, discountOf, discountValues, isPercent, type DiscountValues } from '../discount';

/** An item of an order that is being put together. */
export interface DraftLine {
  key: string;
  /** `null` for something that is not in the catalogue. */
  variant_id: string | null;
  title: string;
  detail: string;
  quantity: number;
  /** What one costs; `null` takes the catalogue's price. */
  price: number | null;
}

export interface DraftValues {
  title: string;
  shop_id: string;
  customer_id: string | null;
  name: string;
  email: string;
  phone: string;
  lines: DraftLine[];
  /** One rate for items and shipping: the catalogue knows no rates. */
  taxRate: string;
  discount: DiscountValues;
  shippingTitle: string;
  shippingPrice: number | null;
  courier: string;
  service: ServiceType | null;
  address: AddressValues;
  note: string;
  tags: string[];
}

export const EMPTY: DraftValues = {
  title: '',
  shop_id: '',
  customer_id: null,
  name: '',
  email: '',
  phone: '',
  lines: [],
  taxRate: '0',
  discount: NO_DISCOUNT,
  shippingTitle: '',
  shippingPrice: 0,
  courier: '',
  service: null,
  address: NOWHERE,
  note: '',
  tags: [],
};

/** What a saved draft holds, as the page edits it. */
export function draftValues(title: string, content: NewOrder): DraftValues {
  const { buyer, shipping } = content;
  return {
    title,
    shop_id: content.shop_id,
    customer_id: buyer?.customer_id ?? null,
    name: buyer?.name ?? '',
    email: buyer?.email ?? '',
    phone: buyer?.phone ?? '',
    lines: content.lines.map((line, index) => ({
      key: `${line.variant_id ?? 'custom'}-${index}`,
      variant_id: line.variant_id ?? null,
      title: line.title ?? '',
      detail: '',
      quantity: line.quantity,
      price: line.unit_price_minor ?? null,
    })),
    taxRate: content.lines[0]?.tax_rate ?? '0',
    discount: discountValues(content.discounts?.[0]),
    shippingTitle: shipping?.title ?? '',
    shippingPrice: shipping?.price_minor ?? 0,
    courier: shipping?.courier ?? '',
    service: shipping?.service_type ?? null,
    address: addressValues(content.shipping_address),
    note: content.customer_note ?? '',
    tags: content.tags ?? [],
  };
}

/** The order as the API takes it. */
export function contentOf(values: DraftValues, discountTitle: string): NewOrder {
  const tax_rate = isPercent(values.taxRate) ? values.taxRate.trim().replace(',', '.') : '0';
  const discount = discountOf(values.discount, discountTitle);
  const line = ({ variant_id, title, quantity, price }: DraftLine): NewLine => ({
    variant_id,
    title: title || null,
    quantity,
    unit_price_minor: price,
    tax_rate,
  });
  return {
    shop_id: values.shop_id,
    buyer: {
      customer_id: values.customer_id,
      name: values.name.trim() || null,
      email: values.email.trim() || null,
      phone: values.phone.trim() || null,
    },
    lines: values.lines.map(line),
    discounts: discount === null ? [] : [discount],
    shipping: {
      title: values.shippingTitle.trim(),
      price_minor: values.shippingPrice ?? 0,
      tax_rate,
      courier: values.courier.trim().toLowerCase() || null,
      service_type: values.service,
    },
    shipping_address: addressOf(values.address),
    customer_note: values.note,
    tags: values.tags,
  };
}
