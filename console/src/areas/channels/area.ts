import { IconChecklist, IconInbox, IconPlugConnected, IconShieldCheck } from '@tabler/icons-react';
import { sells } from '@/shell/useShop';
import type { NavigationItem } from '@/shell/areas';
import { QuestionCount } from './review/QuestionCount';

/** The page of the connections is the one of the area. */
export const channelsItem: NavigationItem = {
  to: '/connections',
  icon: IconPlugConnected,
  label: (t) => t.shell.pages.channels,
  visible: (signedIn) => sells(signedIn) && signedIn.can('channels.read'),
  children: [
    { to: '/inbox', icon: IconInbox, label: (t) => t.shell.pages.inbox },
    { to: '/review', icon: IconChecklist, label: (t) => t.shell.pages.review, count: QuestionCount },
    {
      to: '/privacy',
      icon: IconShieldCheck,
      label: (t) => t.shell.pages.privacy,
      visible: (signedIn) => signedIn.can('customers.read'),
    },
  ],
};
