import type { ChannelEntityKind } from '@/api/types';

/** What deliveries can be about, the commonest first. */
export const ENTITY_KINDS = [
  'order', 'product', 'stock_level', 'inventory_item', 'customer', 'refund', 'return', 'shipment', 'payment', 'invoice', 'checkout', 'price', 'listing', 'collection', 'coupon', 'dispute', 'subscription', 'shop', 'report',
] as const satisfies readonly ChannelEntityKind[];
