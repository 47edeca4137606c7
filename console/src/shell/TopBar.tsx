import { ActionIcon, Burger, Group, Text } from '@mantine/core';
import { IconChevronRight, IconSearch } from '@tabler/icons-react';
import { useRouterState } from '@tanstack/react-router';
import { useSignedIn } from '@/api/session';
import { useT } from '@/i18n';
import { locate, visibleAreas } from './areas';
import { NotificationBell } from './NotificationBell';
import { openPalette } from './palette';
import classes from './TopBar.module.css';
import { UserMenu } from './UserMenu';

interface Props {
  onOpenNavigation: () => void;
  navigationOpen: boolean;
}

export function TopBar({ onOpenNavigation, navigationOpen }: Props) {
  const t = useT();
  return (
    <header className={classes.bar}>
      <Group gap="xs" wrap="nowrap" miw={0}>
        <Burger
          opened={navigationOpen}
          onClick={onOpenNavigation}
          hiddenFrom="md"
          size="sm"
          lineSize={1.6}
          aria-label={t.shell.openNavigation}
          aria-expanded={navigationOpen}
        />
        <Location />
      </Group>
      <Group gap={6} wrap="nowrap">
        <ActionIcon variant="subtle" color="gray" size={34} hiddenFrom="md" onClick={openPalette} aria-label={t.shell.palette.open}>
          <IconSearch size={18} aria-hidden />
        </ActionIcon>
        <NotificationBell />
        <UserMenu />
      </Group>
    </header>
  );
}

/** Where one is: the area, and the page in it. */
function Location() {
  const t = useT();
  const signedIn = useSignedIn();
  const path = useRouterState({ select: (state) => state.location.pathname });
  const found = locate(path, visibleAreas(signedIn));
  if (found === null) return null;
  const area = found.area.label(t);
  const page = found.item.label(t);
  return (
    <Group gap={6} wrap="nowrap" miw={0} aria-hidden>
      {found.area.items.length > 1 && (
        <>
          <Text c="dimmed" visibleFrom="sm" style={{ whiteSpace: 'nowrap' }}>
            {area}
          </Text>
          <Text visibleFrom="sm" c="dimmed" lh={1}>
            <IconChevronRight size={14} />
          </Text>
        </>
      )}
      <Text fw={550} truncate>
        {page}
      </Text>
    </Group>
  );
}
