import { IconBook2, IconBuildingCommunity, IconBuildingStore, IconDevices, IconHistory, IconKey, IconRotateClockwise2, IconShieldCheck, IconUser, IconUsers } from '@tabler/icons-react';
import type { Area } from '@/shell/areas';
import { sells } from '@/shell/useShop';

export const settingsArea: Area = {
  id: 'settings',
  label: (t) => t.shell.areas.settings,
  items: [
    { to: '/settings/organization', icon: IconBuildingCommunity, label: (t) => t.shell.pages.organization },
    {
      to: '/settings/shops',
      icon: IconBuildingStore,
      label: (t) => t.shell.pages.shops,
      visible: (signedIn) => sells(signedIn) && signedIn.can('shops.read'),
    },
    {
      to: '/settings/members',
      icon: IconUsers,
      label: (t) => t.shell.pages.members,
      visible: ({ can }) => can('members.read'),
    },
    { to: '/settings/roles', icon: IconShieldCheck, label: (t) => t.shell.pages.roles },
    {
      to: '/settings/audit-log',
      icon: IconHistory,
      label: (t) => t.shell.pages.audit,
      visible: ({ can }) => can('audit.read'),
    },
  ],
};

export const developersArea: Area = {
  id: 'developers',
  label: (t) => t.shell.areas.developers,
  items: [
    {
      to: '/developers/api-keys',
      icon: IconKey,
      label: (t) => t.shell.pages.keys,
      visible: ({ can }) => can('api_keys.read'),
    },
    {
      to: '/developers/jobs',
      icon: IconRotateClockwise2,
      label: (t) => t.shell.pages.jobs,
      visible: ({ can }) => can('jobs.read'),
    },
    { to: '/api/docs', icon: IconBook2, label: (t) => t.shell.pages.apiReference, external: true },
  ],
};

export const accountArea: Area = {
  id: 'account',
  label: (t) => t.shell.areas.account,
  items: [
    { to: '/account/profile', icon: IconUser, label: (t) => t.shell.pages.profile },
    { to: '/account/sessions', icon: IconDevices, label: (t) => t.shell.pages.sessions },
  ],
};
