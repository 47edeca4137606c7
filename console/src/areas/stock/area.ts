import { IconBuildingWarehouse, IconClipboardCheck, IconHistory, IconShoppingCart, IconStack3, IconTransfer, IconTruckLoading } from '@tabler/icons-react';
import type { SignedIn } from '@/api/session';
import { sells } from '@/shell/useShop';
import type { NavigationItem } from '@/shell/areas';

const visible = (signedIn: SignedIn) => sells(signedIn) && signedIn.can('stock.read');

export const stockItem: NavigationItem = {
  to: '/stock',
  icon: IconStack3,
  label: (t) => t.shell.pages.stock,
  visible,
  children: [
    { to: '/stock/movements', icon: IconHistory, label: (t) => t.shell.pages.movements, visible },
    { to: '/stock/purchase-orders', icon: IconShoppingCart, label: (t) => t.shell.pages.purchases, visible },
    { to: '/stock/suppliers', icon: IconTruckLoading, label: (t) => t.shell.pages.suppliers, visible },
    { to: '/stock/transfers', icon: IconTransfer, label: (t) => t.shell.pages.transfers, visible },
    { to: '/stock/counts', icon: IconClipboardCheck, label: (t) => t.shell.pages.counts, visible },
    { to: '/stock/locations', icon: IconBuildingWarehouse, label: (t) => t.shell.pages.locations, visible },
  ],
};
