import { IconCategory, IconCoins, IconPackage, IconStack2 } from '@tabler/icons-react';
import type { SignedIn } from '@/api/session';
import { sells } from '@/shell/useShop';
import type { NavigationItem } from '@/shell/areas';

const visible = (signedIn: SignedIn) => sells(signedIn) && signedIn.can('products.read');

export const productsItem: NavigationItem = {
  to: '/products',
  icon: IconPackage,
  label: (t) => t.shell.pages.products,
  visible,
  children: [
    { to: '/products/categories', icon: IconCategory, label: (t) => t.shell.pages.categories, visible },
    { to: '/products/collections', icon: IconStack2, label: (t) => t.shell.pages.collections, visible },
    { to: '/products/prices', icon: IconCoins, label: (t) => t.shell.pages.priceLists, visible },
  ],
};
