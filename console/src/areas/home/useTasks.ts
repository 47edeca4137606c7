import { IconBuildingStore, IconBuildingCommunity, IconKey, IconPalette, IconUserPlus, type Icon } from '@tabler/icons-react';
import { useApiList } from '@/api/query';
import { useSignedIn } from '@/api/session';
import { sells } from '@/shell/useShop';
import { useT } from '@/i18n';

export interface Task {
  id: string;
  icon: Icon;
  title: string;
  hint?: string;
  done: boolean;
  link?: { to: '/settings/members' | '/developers/api-keys' | '/settings/organization' | '/settings/shops'; search?: object };
}

/** The first steps in a new organization. Each ticks itself off by what is really there. */
export function useTasks(): { tasks: Task[]; isLoading: boolean } {
  const t = useT();
  const signedIn = useSignedIn();
  const { organization, can } = signedIn;
  const mayShop = sells(signedIn) && can('shops.manage');
  const mayInvite = can('members.manage');
  const mayKeys = can('api_keys.manage');
  const shops = useApiList('/api/v1/shops', undefined, { enabled: mayShop });
  const members = useApiList('/api/v1/members', undefined, { enabled: mayInvite });
  const invitations = useApiList('/api/v1/invitations', undefined, { enabled: mayInvite });
  const keys = useApiList('/api/v1/api-keys', undefined, { enabled: mayKeys });
  const tasks: (Task | false)[] = [
    { id: 'organization', icon: IconBuildingCommunity, title: t.home.tasks.organization, done: true },
    mayShop && {
      id: 'shop',
      icon: IconBuildingStore,
      title: t.home.tasks.shop,
      hint: t.home.tasks.shopHint,
      done: shops.rows.length > 0,
      link: { to: '/settings/shops', search: { create: true } },
    },
    mayInvite && {
      id: 'invite',
      icon: IconUserPlus,
      title: t.home.tasks.invite,
      hint: t.home.tasks.inviteHint,
      done: members.rows.length > 1 || invitations.rows.length > 0,
      link: { to: '/settings/members', search: { invite: true } },
    },
    mayKeys && {
      id: 'key',
      icon: IconKey,
      title: t.home.tasks.key,
      hint: t.home.tasks.keyHint,
      done: keys.rows.length > 0,
      link: { to: '/developers/api-keys', search: { create: true } },
    },
    can('organization.manage') && {
      id: 'brand',
      icon: IconPalette,
      title: t.home.tasks.brand,
      hint: t.home.tasks.brandHint,
      done: organization.brand_color !== null,
      link: { to: '/settings/organization' },
    },
  ];
  return {
    tasks: tasks.filter((task) => task !== false),
    isLoading: (mayShop && shops.isLoading) || (mayInvite && (members.isLoading || invitations.isLoading)) || (mayKeys && keys.isLoading),
  };
}
