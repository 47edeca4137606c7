/**
 * The permissions the console asks about. The server decides; this only hides
 * what would be refused anyway.
 */
export type Permission =
  | 'organization.manage'
  | 'members.read'
  | 'members.manage'
  | 'api_keys.read'
  | 'api_keys.manage'
  | 'audit.read'
  | 'events.read'
  | 'jobs.read'
  | 'jobs.manage'
  | 'shops.read'
  | 'shops.manage'
  | 'products.read'
  | 'products.manage'
  | 'stock.read'
  | 'stock.manage'
  | 'orders.read'
  | 'orders.manage'
  | 'orders.refund'
  | 'customers.read'
  | 'customers.manage'
  | 'channels.read'
  | 'channels.manage'
  | 'operator.read'
  | 'operator.manage';
