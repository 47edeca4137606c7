import { Button, Stack, Switch, Text } from '@mantine/core';
import { IconCalendarClock, IconPlayerPlay } from '@tabler/icons-react';
import { useMemo } from 'react';
import { useApiMutation } from '@/api/mutation';
import { useApiList } from '@/api/query';
import type { Schedule } from '@/api/types';
import { useSignedIn } from '@/api/session';
import { useT, type Catalogue } from '@/i18n';
import { DataTable, columnsOf } from '@/ui/DataTable';
import { EmptyState } from '@/ui/EmptyState';
import { Page } from '@/ui/Page';
import { Time } from '@/ui/Time';

const helper = columnsOf<Schedule>();

interface Actions {
  mayChange: boolean;
  onToggle: (schedule: Schedule, enabled: boolean) => void;
  onRun: (id: string) => void;
}

function scheduleColumns(t: Catalogue, { mayChange, onToggle, onRun }: Actions) {
  const words = t.operator.schedules;
  return helper.columns([
    helper.display({
      id: 'name',
      header: words.name,
      meta: { card: 'title' },
      cell: ({ row: { original } }) => (
        <Stack gap={1}>
          <Text fw={550}>{original.name}</Text>
          {original.job !== original.name && (
            <Text size="xs" c="dimmed" className="mono">
              {original.job}
            </Text>
          )}
        </Stack>
      ),
    }),
    helper.display({
      id: 'when',
      header: words.when,
      cell: ({ row: { original } }) => (
        <Stack gap={1}>
          <span className="mono">{original.cron}</span>
          <Text size="xs" c="dimmed">
            {original.time_zone ?? words.organizationZone}
          </Text>
        </Stack>
      ),
    }),
    helper.accessor('catch_up', { header: words.catchUp, cell: ({ getValue }) => words.catchUps[getValue()] }),
    helper.display({
      id: 'next',
      header: words.next,
      cell: ({ row: { original } }) =>
        original.enabled ? <Time at={original.next_run_at} /> : <Text c="dimmed">{words.paused}</Text>,
    }),
    helper.accessor('last_run_at', {
      header: words.last,
      cell: ({ getValue }) => <Time at={getValue()} fallback={t.common.never} />,
    }),
    helper.display({
      id: 'enabled',
      header: words.enabled,
      cell: ({ row: { original } }) => (
        <Switch
          size="sm"
          aria-label={words.enable(original.name)}
          checked={original.enabled}
          disabled={!mayChange}
          onChange={(event) => onToggle(original, event.currentTarget.checked)}
        />
      ),
    }),
    helper.display({
      id: 'actions',
      header: '',
      meta: { card: 'actions', align: 'right' },
      cell: ({ row: { original } }) => mayChange && (
        <Button
          size="xs"
          variant="default"
          leftSection={<IconPlayerPlay size={14} aria-hidden />}
          onClick={() => onRun(original.id)}
        >
          {words.run}
        </Button>
      ),
    }),
  ]);
}

export function Schedules() {
  const t = useT();
  const mayChange = useSignedIn().can('operator.manage');
  const list = useApiList('/api/v1/operator/schedules', undefined, { refetchInterval: 20_000 });
  const invalidates = ['/api/v1/operator/schedules'] as const;
  const toggle = useApiMutation('patch', '/api/v1/operator/schedules/{schedule_id}', {
    invalidates,
    success: (schedule) =>
      schedule?.enabled
        ? t.operator.schedules.turnedOn(schedule.name)
        : t.operator.schedules.turnedOff(schedule?.name ?? ''),
  });
  const run = useApiMutation('post', '/api/v1/operator/schedules/{schedule_id}/run', {
    invalidates,
    success: t.operator.schedules.started,
  });
  const { mutate: switchTo } = toggle;
  const { mutate: runNow } = run;
  const columns = useMemo(
    () =>
      scheduleColumns(t, {
        mayChange,
        onToggle: ({ id }, enabled) => switchTo({ params: { path: { schedule_id: id } }, body: { enabled } }),
        onRun: (id) => runNow({ params: { path: { schedule_id: id } } }),
      }),
    [t, mayChange, switchTo, runNow],
  );
  return (
    <Page title={t.operator.schedules.title} subtitle={t.operator.schedules.subtitle}>
      <DataTable
        label={t.operator.schedules.title}
        source={list}
        columns={columns}
        rowId={(schedule) => schedule.id}
        empty={
          <EmptyState
            icon={IconCalendarClock}
            title={t.operator.schedules.emptyTitle}
            hint={t.operator.schedules.emptyHint}
          />
        }
      />
    </Page>
  );
}
