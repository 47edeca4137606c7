import { Alert, Stack, Text, Title } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useMemo } from 'react';
import type { InboxDelivery } from '@/api/types';
import { useSelling } from '@/i18n';
import { CoverageBar } from './CoverageBar';
import classes from './SaysView.module.css';
import { leavesOf, wordOf } from './leaves';
import { changeWord } from './words';

/** Values of one change that are shown; the body has them all. */
const SHOWN = 200;

/** What a delivery says, in our words, and how much of its body that is. */
export function SaysView({ delivery: { normalized, unreadable, purpose, dropped_at: dropped } }: { delivery: InboxDelivery }) {
  const { outcomes: words } = useSelling();
  if (unreadable !== null) {
    return (
      <Alert color="red" variant="light" icon={<IconAlertTriangle size={18} aria-hidden />} title={words.unreadable}>
        {unreadable}
      </Alert>
    );
  }
  if (normalized === null) {
    return <Text c="dimmed">{dropped !== null ? words.dropped : purpose === 'event' ? words.saysNothing : words.noEvent}</Text>;
  }
  return (
    <Stack gap="md">
      <CoverageBar coverage={normalized.coverage} />
      {normalized.changes.length === 0 && <Text>{words.saysNothing}</Text>}
      {normalized.changes.map((change, index) => (
        <ChangeSaid key={index} change={change} />
      ))}
    </Stack>
  );
}

function ChangeSaid({ change }: { change: unknown }) {
  const { outcomes: words, inbox } = useSelling();
  const leaves = useMemo(() => leavesOf(change), [change]);
  const title = changeWord(words, wordOf(change));
  return (
    <section aria-label={title}>
      <Title order={4} mb={6}>
        {title}
      </Title>
      <dl className={classes.list}>
        {leaves.slice(0, SHOWN).map(({ path, value }) => (
          <div key={path}>
            <dt className="mono">{path}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {leaves.length > SHOWN && <Text c="dimmed">{inbox.more(leaves.length - SHOWN)}</Text>}
    </section>
  );
}
