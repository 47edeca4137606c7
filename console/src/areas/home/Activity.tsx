import { Card, Group, Skeleton, Stack, Text, ThemeIcon, Title } from '@mantine/core';
import { IconActivity } from '@tabler/icons-react';
import { useApiList } from '@/api/query';
import type { EventRecord } from '@/api/types';
import { useFormat, useT, type Catalogue } from '@/i18n';
import { useEvents } from '@/shell/events';
import { EmptyState } from '@/ui/EmptyState';
import { ErrorState } from '@/ui/ErrorState';
import { EventIcon } from '@/ui/EventIcon';
import { eventDetail, eventTitle } from '@/ui/eventText';
import { StatusBadge } from '@/ui/StatusBadge';
import { Time } from '@/ui/Time';
import { useNow } from '@/ui/useNow';
import classes from './Activity.module.css';

const SHOWN = 15;

/** The latest events, by day, growing as they happen. */
export function Activity() {
  const t = useT();
  const list = useApiList('/api/v1/events');
  const { status } = useEvents();
  return (
    <Stack component="section" gap="sm" aria-labelledby="activity">
      <Group justify="space-between">
        <Title order={2} id="activity">
          {t.home.activity}
        </Title>
        {status === 'live' && (
          <Text size="xs" c="dimmed" component="div">
            <StatusBadge tone="good">{t.shell.bell.live}</StatusBadge>
          </Text>
        )}
      </Group>
      <Card padding="md">
        {list.isLoading && <LoadingRows />}
        {list.error !== null && <ErrorState error={list.error} onRetry={list.refetch} />}
        {!list.isLoading && list.error === null && <Days events={list.rows.slice(0, SHOWN)} />}
      </Card>
    </Stack>
  );
}

function Days({ events }: { events: EventRecord[] }) {
  const t = useT();
  const format = useFormat();
  const now = useNow();
  if (events.length === 0) {
    return <EmptyState compact icon={IconActivity} title={t.home.activityEmpty} hint={t.home.activityEmptyHint} />;
  }
  return (
    <div aria-live="polite" aria-relevant="additions">
      {byDay(events).map(([day, happened]) => (
        <div key={day} className={classes.day}>
          <Text size="xs" c="dimmed" fw={550} mb={6}>
            {dayName(t, day, now) ?? format.date(happened[0]?.at ?? day)}
          </Text>
          <ul className={classes.list}>
            {happened.map((event) => (
              <ActivityRow key={event.id} event={event} />
            ))}
          </ul>
        </div>
      ))}
    </div>
  );
}

function ActivityRow({ event }: { event: EventRecord }) {
  const t = useT();
  const detail = eventDetail(t, event);
  return (
    <li className={classes.event}>
      <ThemeIcon variant="default" size={30} radius="xl" className={classes.icon}>
        <EventIcon event={event} />
      </ThemeIcon>
      <Text className={classes.text}>
        {eventTitle(t, event)}
        {detail !== null && (
          <Text span c="dimmed">
            {' '}
            · {detail}
          </Text>
        )}
      </Text>
      <Text size="xs" c="dimmed">
        <Time at={event.at} />
      </Text>
    </li>
  );
}

function LoadingRows() {
  return (
    <Stack gap="md" p="xs">
      {[60, 45, 70, 52].map((width) => (
        <Group key={width}>
          <Skeleton circle height={30} />
          <Skeleton height={12} width={`${width}%`} />
        </Group>
      ))}
    </Stack>
  );
}

/** Events by the calendar day of the person looking, newest day first. */
function byDay(events: EventRecord[]): [string, EventRecord[]][] {
  const days = new Map<string, EventRecord[]>();
  for (const event of events) {
    const day = new Date(event.at).toDateString();
    days.set(day, [...(days.get(day) ?? []), event]);
  }
  return [...days];
}

function dayName(t: Catalogue, day: string, now: number): string | null {
  if (day === new Date(now).toDateString()) return t.home.today;
  if (day === new Date(now - 86_400_000).toDateString()) return t.home.yesterday;
  return null;
}
