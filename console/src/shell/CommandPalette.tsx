import '@mantine/spotlight/styles.css';
import { Spotlight, type SpotlightActionData, type SpotlightActionGroupData } from '@mantine/spotlight';
import { IconDeviceDesktop, IconKey, IconMoon, IconSearch, IconSun, IconUserPlus } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { useSignedIn } from '@/api/session';
import { useT } from '@/i18n';
import { pagesOf, visibleAreas } from './areas';
import { OrganizationMark } from './OrganizationMark';
import { paletteStore } from './palette';
import { useSavePreference } from './useSavePreference';
import { useSwitchOrganization } from './useSwitchOrganization';

/** Ctrl-K: every page, the commonest actions and one's organizations, by typing. */
export default function CommandPalette() {
  const t = useT();
  const groups = [...usePageGroups(), useActionGroup(), useOrganizationGroup()];
  return (
    <Spotlight
      store={paletteStore}
      actions={groups.filter((group) => group.actions.length > 0)}
      shortcut={['mod + K']}
      nothingFound={t.shell.palette.empty}
      highlightQuery
      scrollable
      overlayProps={{ backgroundOpacity: 0.35, blur: 2 }}
      attributes={{ content: { 'aria-label': t.shell.palette.placeholder } }}
      maxHeight={420}
      searchProps={{
        leftSection: <IconSearch size={18} aria-hidden />,
        placeholder: t.shell.palette.placeholder,
        'aria-label': t.shell.palette.placeholder,
      }}
    />
  );
}

function usePageGroups(): SpotlightActionGroupData[] {
  const t = useT();
  const navigate = useNavigate();
  return visibleAreas(useSignedIn()).map((area) => ({
    group: area.label(t),
    actions: pagesOf(area).map((item) => ({
      id: item.to,
      label: item.label(t),
      leftSection: <item.icon size={18} stroke={1.6} aria-hidden />,
      onClick: () => {
        if (item.external) window.open(item.to, '_blank', 'noreferrer');
        else void navigate({ to: item.to });
      },
    })),
  }));
}

function useActionGroup(): SpotlightActionGroupData {
  const t = useT();
  const navigate = useNavigate();
  const { can } = useSignedIn();
  const save = useSavePreference();
  const actions: (SpotlightActionData & { shown: boolean })[] = [
    {
      id: 'invite',
      shown: can('members.manage'),
      label: t.shell.palette.invite,
      leftSection: <IconUserPlus size={18} stroke={1.6} aria-hidden />,
      onClick: () => void navigate({ to: '/settings/members', search: { invite: true } }),
    },
    {
      id: 'create-key',
      shown: can('api_keys.manage'),
      label: t.shell.palette.createKey,
      leftSection: <IconKey size={18} stroke={1.6} aria-hidden />,
      onClick: () => void navigate({ to: '/developers/api-keys', search: { create: true } }),
    },
    {
      id: 'light',
      shown: true,
      label: t.shell.palette.themeLight,
      leftSection: <IconSun size={18} stroke={1.6} aria-hidden />,
      onClick: () => save({ color_scheme: 'light' }),
    },
    {
      id: 'dark',
      shown: true,
      label: t.shell.palette.themeDark,
      leftSection: <IconMoon size={18} stroke={1.6} aria-hidden />,
      onClick: () => save({ color_scheme: 'dark' }),
    },
    {
      id: 'system',
      shown: true,
      label: t.shell.palette.themeSystem,
      leftSection: <IconDeviceDesktop size={18} stroke={1.6} aria-hidden />,
      onClick: () => save({ color_scheme: 'system' }),
    },
  ];
  return {
    group: t.shell.palette.actions,
    actions: actions.filter((action) => action.shown).map(({ shown: _shown, ...action }) => action),
  };
}

function useOrganizationGroup(): SpotlightActionGroupData {
  const t = useT();
  const { me, organization } = useSignedIn();
  const change = useSwitchOrganization();
  return {
    group: t.shell.palette.organizations,
    actions: me.memberships
      .filter((membership) => membership.organization.id !== organization.id)
      .map((membership) => ({
        id: membership.organization.id,
        label: t.shell.palette.switchTo(membership.organization.name),
        leftSection: <OrganizationMark organization={membership.organization} size={22} />,
        onClick: () => void change(membership.organization),
      })),
  };
}
