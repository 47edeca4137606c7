import { IconInbox, IconPlugConnected } from '@tabler/icons-react';
import { sells } from '@/shell/useShop';
import type { NavigationItem } from '@/shell/areas';

/** The page of the connections is the one of the area. */
export const channelsItem: NavigationItem = {
  to: '/connections',
  icon: IconPlugConnected,
  label: (t) => t.shell.pages.channels,
  visible: (signedIn) => sells(signedIn) && signedIn.can('channels.read'),
  children: [{ to: '/inbox', icon: IconInbox, label: (t) => t.shell.pages.inbox }],
};
