import { Avatar, Menu, SegmentedControl, Text, UnstyledButton } from '@mantine/core';
import { IconDevices, IconLogout, IconUser } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { useSignedIn } from '@/api/session';
import { useT } from '@/i18n';
import { initials } from '@/ui/Person';
import { useSavePreference } from './useSavePreference';
import { useSignOut } from './useSignOut';

export function UserMenu() {
  const t = useT();
  const { user } = useSignedIn();
  const navigate = useNavigate();
  const save = useSavePreference();
  const { signOut } = useSignOut();
  return (
    <Menu width={248}>
      <Menu.Target>
        <UnstyledButton aria-label={t.shell.userMenu} style={{ borderRadius: 20 }}>
          <Avatar size={32} radius="xl" color="brand" variant="light" aria-hidden>
            {initials(user.name)}
          </Avatar>
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
        <div style={{ padding: '4px 8px 8px' }}>
          <SegmentedControl
            fullWidth
            size="xs"
            aria-label={t.shell.theme.label}
            value={user.color_scheme}
            onChange={(value) => save({ color_scheme: value })}
            data={[
              { value: 'light', label: t.shell.theme.light },
              { value: 'dark', label: t.shell.theme.dark },
              { value: 'system', label: t.shell.theme.system },
            ]}
          />
        </div>
        <Menu.Divider />
        <Menu.Item leftSection={<IconLogout size={16} aria-hidden />} onClick={signOut}>
          {t.shell.signOut}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
