import { Card, Group, SimpleGrid, Text } from '@mantine/core';
import { IconDatabase, IconMail, IconMailboxOff, IconRotateClockwise2, IconSkull, type Icon } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import type { Health } from '@/api/types';
import { useFormat, useT } from '@/i18n';
import { StatusBadge, type Tone } from '@/ui/StatusBadge';
import classes from './Tiles.module.css';

/** The four numbers that say whether anybody has to act. */
export function Tiles({ health }: { health: Health }) {
  const t = useT().operator.health;
  const format = useFormat();
  const { database, jobs, mail } = health;
  const pending = database.migrations.pending;
  return (
    <SimpleGrid cols={{ base: 1, xs: 2, md: 4 }} spacing="lg">
      <Tile
        to="/operator/jobs"
        search={{ state: 'ready' }}
        icon={IconRotateClockwise2}
        label={t.jobsWaiting}
        value={format.number(jobs.ready)}
        tone={(jobs.oldest_ready_s ?? 0) > 300 ? 'warn' : 'good'}
        note={jobs.oldest_ready_s == null ? t.noneWaiting : t.oldest(format.duration(jobs.oldest_ready_s))}
      />
      <Tile
        to="/operator/jobs"
        search={{ state: 'dead' }}
        icon={IconSkull}
        label={t.deadLetters}
        value={format.number(jobs.dead)}
        tone={jobs.dead > 0 ? 'bad' : 'good'}
        note={jobs.dead > 0 ? t.deadHint : t.deadNone}
      />
      <Tile
        to="/operator/mails"
        search={{}}
        icon={mail.configured ? IconMail : IconMailboxOff}
        label={t.mail}
        value={mail.configured ? t.mailQueued(mail.queued) : t.mailOutbox(mail.outbox)}
        tone={mail.failed > 0 ? 'bad' : mail.configured ? 'good' : 'warn'}
        note={mail.failed > 0 ? t.mailFailed(mail.failed) : mail.configured ? t.mailConfigured : t.mailNotConfigured}
      />
      <Tile
        icon={IconDatabase}
        label={`${t.database} · ${database.kind}`}
        value={format.milliseconds(database.latency_ms)}
        tone={database.status !== 'ok' ? 'bad' : pending > 0 ? 'warn' : 'good'}
        note={pending > 0 ? t.migrationsPending(pending) : t.migrations(database.migrations.applied)}
      />
    </SimpleGrid>
  );
}

interface TileProps {
  icon: Icon;
  label: string;
  value: string;
  note: string;
  tone: Tone;
  to?: '/operator/jobs' | '/operator/mails';
  search?: { state?: 'ready' | 'dead' };
}

function Tile({ icon: IconComponent, label, value, note, tone, to, search }: TileProps) {
  const content = (
    <>
      <Group justify="space-between" wrap="nowrap" c="dimmed">
        <Text size="sm" truncate>
          {label}
        </Text>
        <IconComponent size={18} stroke={1.6} aria-hidden className={classes.icon} />
      </Group>
      <Text className={classes.value}>{value}</Text>
      <Text size="xs" c="dimmed" component="div">
        <StatusBadge tone={tone} wrap>{note}</StatusBadge>
      </Text>
    </>
  );
  return to === undefined ? (
    <Card padding="md">{content}</Card>
  ) : (
    <Link to={to} search={search ?? {}} className={classes.link}>
      <Card padding="md" h="100%">
        {content}
      </Card>
    </Link>
  );
}
