import type { GetPath } from '@/api/query';

/** All that shows something of an order, and is out of date when anything happens to one. */
export const ORDER_PATHS = [
  '/api/v1/overview',
  '/api/v1/orders',
  '/api/v1/orders/{order_id}',
  '/api/v1/orders/{order_id}/timeline',
  '/api/v1/orders/{order_id}/invoices',
  '/api/v1/returns',
  '/api/v1/shipments',
  '/api/v1/customers',
  '/api/v1/customers/{customer_id}',
] as const satisfies readonly GetPath[];
