import { Avatar, Menu, Text, UnstyledButton, VisuallyHidden } from '@mantine/core';
import {
  IconCheck,
  IconDeviceDesktop,
  IconDevices,
  IconLogout,
  IconMoon,
  IconSun,
  IconUser,
  type Icon,
} from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { useSignedIn } from '@/api/session';
import { useT } from '@/i18n';
import { initials } from '@/ui/Person';
import { useSavePreference } from './useSavePreference';
import { useSignOut } from './useSignOut';

const SCHEMES: readonly (readonly ['light' | 'dark' | 'system', Icon])[] = [
  ['light', IconSun],
  ['dark', IconMoon],
  ['system', IconDeviceDesktop],
];

export function UserMenu() {
  const t = useT();
  const { user } = useSignedIn();
  const navigate = useNavigate();
  const save = useSavePreference();
  const { signOut } = useSignOut();
  return (
    <Menu width={248}>
      <Menu.Target>
        <UnstyledButton style={{ borderRadius: 20 }}>
          <Avatar size={32} radius="xl" color="brand" variant="light" aria-hidden>
            {initials(user.name)}
          </Avatar>
          <VisuallyHidden>{t.shell.userMenu}</VisuallyHidden>
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <div style={{ padding: '8px 12px 10px' }}>
          <Text fw={600} truncate>
            {user.name}
          </Text>
          <Text size="xs" c="dimmed" truncate>
            {user.email}
          </Text>
        </div>
        <Menu.Divider />
        <Menu.Item leftSection={<IconUser size={16} aria-hidden />} onClick={() => void navigate({ to: '/account/profile' })}>
          {t.shell.pages.profile}
        </Menu.Item>
        <Menu.Item leftSection={<IconDevices size={16} aria-hidden />} onClick={() => void navigate({ to: '/account/sessions' })}>
          {t.shell.pages.sessions}
        </Menu.Item>
        <Menu.Divider />
        <Menu.Label>{t.shell.theme.label}</Menu.Label>
        {SCHEMES.map(([scheme, IconComponent]) => (
          <Menu.Item
            key={scheme}
            closeMenuOnClick={false}
            leftSection={<IconComponent size={16} aria-hidden />}
            rightSection={user.color_scheme === scheme ? <IconCheck size={15} aria-hidden /> : null}
            aria-current={user.color_scheme === scheme ? 'true' : undefined}
            onClick={() => save({ color_scheme: scheme })}
          >
            {t.shell.theme[scheme]}
          </Menu.Item>
        ))}
        <Menu.Divider />
        <Menu.Item leftSection={<IconLogout size={16} aria-hidden />} onClick={signOut}>
          {t.shell.signOut}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
