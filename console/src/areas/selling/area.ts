import { channelsItem } from '@/areas/channels/area';
import { customersItem } from '@/areas/customers/area';
import { ordersItem } from '@/areas/orders/area';
import { productsItem } from '@/areas/products/area';
import { stockItem } from '@/areas/stock/area';
import type { Area } from '@/shell/areas';

/** What a merchant does all day, in the order of the goods' way to the customer. */
export const sellingArea: Area = {
  id: 'selling',
  label: (t) => t.shell.areas.selling,
  items: [ordersItem, productsItem, stockItem, customersItem, channelsItem],
};
