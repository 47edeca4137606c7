import type { OrderDetail } from '@/api/types';
import { addressOf, addressValues, type AddressValues } from '../addressValues';
import { dayOf, momentOf } from './parcel';

export interface DetailValues {
  email: string;
  phone: string;
  customer_note: string;
  promised: string;
  tags: string[];
  shipping: AddressValues;
  billing: AddressValues;
  /** Whether the bill goes where the parcel goes. */
  isSame: boolean;
}

export function valuesOf(order: OrderDetail): DetailValues {
  return {
    email: order.customer.email ?? '',
    phone: order.customer.phone ?? '',
    customer_note: order.customer_note,
    promised: dayOf(order.promised_at),
    tags: order.tags,
    shipping: addressValues(order.shipping_address),
    billing: addressValues(order.billing_address),
    isSame: JSON.stringify(order.shipping_address) === JSON.stringify(order.billing_address),
  };
}

/** Only what was changed is sent: whoever may not see an address must not overwrite it with nothing. */
export function changesOf(order: OrderDetail, values: DetailValues) {
  const before = valuesOf(order);
  const changed = <K extends keyof DetailValues>(key: K) => JSON.stringify(values[key]) !== JSON.stringify(before[key]);
  const shipping = changed('shipping') ? addressOf(values.shipping) : undefined;
  const copied = changed('isSame') || changed('shipping') ? addressOf(values.shipping) : undefined;
  const own = changed('billing') || changed('isSame') ? addressOf(values.billing) : undefined;
  const billing = values.isSame ? copied : own;
  return {
    ...(changed('tags') && { tags: values.tags }),
    ...(changed('email') && { email: values.email.trim() || null }),
    ...(changed('phone') && { phone: values.phone.trim() || null }),
    ...(changed('customer_note') && { customer_note: values.customer_note }),
    ...(changed('promised') && { promised_at: momentOf(values.promised) }),
    ...(shipping && { shipping_address: shipping }),
    ...(billing && { billing_address: billing }),
  };
}
