import { IconUsersGroup } from '@tabler/icons-react';
import { sells } from '@/shell/useShop';
import type { NavigationItem } from '@/shell/areas';

export const customersItem: NavigationItem = {
  to: '/customers',
  icon: IconUsersGroup,
  label: (t) => t.shell.pages.customers,
  visible: (signedIn) => sells(signedIn) && signedIn.can('customers.read'),
};
