import type { Discount, NewLine, NewOrder, ServiceType } from '@/api/types';
import { NOWHERE, addressOf, addressValues, type AddressValues } from '../addressValues';
import { NO_DISCOUNT, discountsOf, discountsValues, isPercent, type DiscountValues } from '../discount';

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
  /** The rate of its tax by hand; empty takes the shop's. */
  taxRate: string;
  discounts: Discount[];
  /** What a program said of it, and the page has no field for. */
  kept: Partial<NewLine>;
}

export interface DraftValues {
  title: string;
  shop_id: string;
  customer_id: string | null;
  name: string;
  email: string;
  phone: string;
  lines: DraftLine[];
  discounts: DiscountValues[];
  shippingTitle: string;
  shippingPrice: number | null;
  /** The rate of tax on shipping by hand; empty takes the shop's. */
  shippingTaxRate: string;
  courier: string;
  service: ServiceType | null;
  address: AddressValues;
  /** Where the bill goes; `null` where the parcel goes. */
  billing: AddressValues | null;
  note: string;
  tags: string[];
  /** What a program put into the draft, and the page has no field for: saved as it came. */
  kept: Partial<NewOrder>;
}

export const EMPTY: DraftValues = {
  title: '',
  shop_id: '',
  customer_id: null,
  name: '',
  email: '',
  phone: '',
  lines: [],
  discounts: [NO_DISCOUNT],
  shippingTitle: '',
  shippingPrice: 0,
  shippingTaxRate: '',
  courier: '',
  service: null,
  address: NOWHERE,
  billing: null,
  note: '',
  tags: [],
  kept: {},
};

/** Something new in an order. */
export function newLine(line: Pick<DraftLine, 'key' | 'variant_id'> & Partial<DraftLine>): DraftLine {
  return { title: '', detail: '', quantity: 1, price: null, taxRate: '', discounts: [], kept: {}, ...line };
}

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
      taxRate: line.tax_rate ?? '',
      discounts: line.discounts ?? [],
      kept: line,
    })),
    discounts: discountsValues(content.discounts),
    shippingTitle: shipping?.title ?? '',
    shippingPrice: shipping?.price_minor ?? 0,
    shippingTaxRate: shipping?.tax_rate ?? '',
    courier: shipping?.courier ?? '',
    service: shipping?.service_type ?? null,
    address: addressValues(content.shipping_address),
    billing: content.billing_address ? addressValues(content.billing_address) : null,
    note: content.customer_note ?? '',
    tags: content.tags ?? [],
    kept: content,
  };
}

/** A rate as the API takes it; `null` takes the shop's. */
const rateOf = (typed: string) => (isPercent(typed) ? typed.trim().replace(',', '.') : null);

/** The order as the API takes it. */
export function contentOf(values: DraftValues, discountTitle: string): NewOrder {
  const { kept } = values;
  const line = ({ variant_id, title, quantity, price, taxRate, discounts, kept: rest }: DraftLine): NewLine => ({
    ...rest,
    variant_id,
    title: title || null,
    quantity,
    unit_price_minor: price,
    tax_rate: rateOf(taxRate),
    discounts,
  });
  return {
    ...kept,
    shop_id: values.shop_id,
    buyer: {
      ...kept.buyer,
      customer_id: values.customer_id,
      name: values.name.trim() || null,
      email: values.email.trim() || null,
      phone: values.phone.trim() || null,
    },
    lines: values.lines.map(line),
    discounts: discountsOf(values.discounts, discountTitle),
    shipping: {
      ...kept.shipping,
      title: values.shippingTitle.trim(),
      price_minor: values.shippingPrice ?? 0,
      tax_rate: rateOf(values.shippingTaxRate),
      courier: values.courier.trim().toLowerCase() || null,
      service_type: values.service,
    },
    shipping_address: addressOf(values.address),
    billing_address: values.billing === null ? null : addressOf(values.billing),
    customer_note: values.note,
    tags: values.tags,
  };
}
