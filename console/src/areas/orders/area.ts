import { IconArrowBackUp, IconFilePencil, IconReceipt } from '@tabler/icons-react';
import { sells } from '@/shell/useShop';
import type { NavigationItem } from '@/shell/areas';

export const ordersItem: NavigationItem = {
  to: '/orders',
  icon: IconReceipt,
  label: (t) => t.shell.pages.orders,
  visible: (signedIn) => sells(signedIn) && signedIn.can('orders.read'),
  children: [
    {
      to: '/orders/drafts',
      icon: IconFilePencil,
      label: (t) => t.shell.pages.drafts,
      visible: (signedIn) => signedIn.can('orders.manage'),
    },
    { to: '/orders/returns', icon: IconArrowBackUp, label: (t) => t.shell.pages.returns },
  ],
};
