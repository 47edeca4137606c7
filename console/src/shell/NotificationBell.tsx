import { ActionIcon, Button, Group, Indicator, Popover, ScrollArea, Stack, Text, ThemeIcon, VisuallyHidden } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconBell, IconBellRinging } from '@tabler/icons-react';
import { useSignedIn } from '@/api/session';
import type { EventRecord } from '@/api/types';
import { useT } from '@/i18n';
import { EmptyState } from '@/ui/EmptyState';
import { EventIcon } from '@/ui/EventIcon';
import { eventDetail, eventTitle } from '@/ui/eventText';
import { StatusBadge, type Tone } from '@/ui/StatusBadge';
import { Time } from '@/ui/Time';
import { useEvents } from './events';
import type { StreamStatus } from '@/api/eventStream';

const SHOWN = 20;
const TONES: Record<StreamStatus, Tone> = { live: 'good', connecting: 'warn', offline: 'bad' };

/** What has happened since one last looked, live. */
export function NotificationBell() {
  const t = useT();
  const { can } = useSignedIn();
  const { status, recent, unread, markAllRead } = useEvents();
  const [opened, { toggle, close }] = useDisclosure(false);
  if (!can('events.read')) return null;
  // The button goes with what is unread: closing gives the keyboard back to the bell instead of to nothing.
  const markReadAndClose = () => {
    markAllRead();
    close();
  };
  return (
    <Popover opened={opened} onChange={close} position="bottom-end" width={360} shadow="lg" radius="lg" trapFocus returnFocus>
      <Indicator
        disabled={unread === 0}
        label={unread > 9 ? '9+' : unread}
        size={17}
        offset={6}
        color="red.8"
        styles={{ indicator: { fontSize: 10.5, fontWeight: 650, pointerEvents: 'none' } }}
      >
        <Popover.Target>
          <ActionIcon
            variant="subtle"
            color="gray"
            size={34}
            onClick={toggle}
            aria-label={unread === 0 ? t.shell.bell.label : t.shell.bell.unread(unread)}
          >
            {unread === 0 ? (
              <IconBell size={19} stroke={1.7} aria-hidden />
            ) : (
              <IconBellRinging size={19} stroke={1.7} aria-hidden />
            )}
          </ActionIcon>
        </Popover.Target>
      </Indicator>
      <Popover.Dropdown p={0} aria-label={t.shell.bell.title}>
        <Group justify="space-between" px="md" py="sm" style={{ borderBottom: '1px solid var(--line)' }}>
          <Text fw={600}>{t.shell.bell.title}</Text>
          <Text size="xs" c="dimmed" component="div">
            <StatusBadge tone={TONES[status]}>{t.shell.bell[status]}</StatusBadge>
          </Text>
        </Group>
        {recent.length === 0 ? (
          <EmptyState compact icon={IconBell} title={t.shell.bell.empty} hint={t.shell.bell.emptyHint} />
        ) : (
          <ScrollArea.Autosize mah={400} type="hover" viewportProps={{ tabIndex: 0 }}>
            <Stack gap={0} py={6} component="ul" m={0} px={0} style={{ listStyle: 'none' }}>
              {recent.slice(0, SHOWN).map((event) => (
                <BellItem key={event.id} event={event} />
              ))}
            </Stack>
          </ScrollArea.Autosize>
        )}
        {unread > 0 && (
          <Group justify="center" p={8} style={{ borderTop: '1px solid var(--line)' }}>
            <Button variant="subtle" size="xs" fullWidth onClick={markReadAndClose}>
              {t.shell.bell.markRead}
            </Button>
          </Group>
        )}
      </Popover.Dropdown>
      <VisuallyHidden aria-live="polite">{unread > 0 ? t.shell.bell.unread(unread) : ''}</VisuallyHidden>
    </Popover>
  );
}

function BellItem({ event }: { event: EventRecord }) {
  const t = useT();
  const detail = eventDetail(t, event);
  return (
    <Group component="li" gap="sm" wrap="nowrap" px="md" py={8} align="flex-start">
      <ThemeIcon variant="light" color="gray" size={30} radius="md">
        <EventIcon event={event} />
      </ThemeIcon>
      <Stack gap={0} miw={0} flex={1}>
        <Text size="sm" lh={1.4}>
          {eventTitle(t, event)}
        </Text>
        <Text size="xs" c="dimmed" truncate component="div">
          {detail !== null && `${detail} · `}
          <Time at={event.at} />
        </Text>
      </Stack>
    </Group>
  );
}
