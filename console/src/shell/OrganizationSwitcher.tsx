import { Menu, Text, UnstyledButton } from '@mantine/core';
import { IconCheck, IconPlus, IconSelector } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { useSignedIn } from '@/api/session';
import { useT } from '@/i18n';
import { OrganizationMark } from './OrganizationMark';
import classes from './OrganizationSwitcher.module.css';
import { useSwitchOrganization } from './useSwitchOrganization';

export function OrganizationSwitcher() {
  const t = useT();
  const { me, organization } = useSignedIn();
  const navigate = useNavigate();
  const change = useSwitchOrganization();
  return (
    <Menu position="bottom-start" width={264}>
      <Menu.Target>
        <UnstyledButton className={classes.target}>
          <OrganizationMark organization={organization} size={30} />
          <span className={classes.name}>
            <Text span fw={600} truncate display="block">
              {organization.name}
            </Text>
            <Text span size="xs" c="dimmed" display="block">
              {t.common.kinds[organization.kind]}
            </Text>
          </span>
          <IconSelector size={16} className={classes.chevron} title={t.shell.organizationMenu} />
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{t.shell.yourOrganizations}</Menu.Label>
        {me.memberships.map(({ id, organization: other, role }) => (
          <Menu.Item
            key={id}
            leftSection={<OrganizationMark organization={other} size={26} />}
            rightSection={other.id === organization.id ? <IconCheck size={16} aria-hidden /> : null}
            aria-current={other.id === organization.id ? 'true' : undefined}
            onClick={() => void change(other)}
          >
            <Text size="sm" fw={500} truncate>
              {other.name}
            </Text>
            <Text size="xs" c="dimmed">
              {t.common.roles[role]}
            </Text>
          </Menu.Item>
        ))}
        <Menu.Divider />
        <Menu.Item
          leftSection={<IconPlus size={16} aria-hidden />}
          onClick={() => void navigate({ to: '/create-organization' })}
        >
          {t.shell.newOrganization}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
