import { Button, Skeleton, Text } from '@mantine/core';
import { useApiList } from '@/api/query';
import { useSignedIn } from '@/api/session';
import type { OrderDetail, TimelineEntry } from '@/api/types';
import { useSelling, useT } from '@/i18n';
import { ErrorState } from '@/ui/ErrorState';
import { eventTitle } from '@/ui/eventText';
import { Section } from '@/ui/Section';
import { Time } from '@/ui/Time';
import { NoteForm } from './NoteForm';
import classes from './Timeline.module.css';
import { useEntryDetail } from './useEntryDetail';

/** What happened to an order, the latest first, with what people wrote about it. */
export function Timeline({ order }: { order: OrderDetail }) {
  const t = useT();
  const { timeline: words } = useSelling();
  const { can } = useSignedIn();
  const list = useApiList('/api/v1/orders/{order_id}/timeline', undefined, { inside: { order_id: order.id } });
  return (
    <Section title={words.title}>
      {can('orders.manage') && <NoteForm order={order} />}
      {list.isLoading && <Skeleton height={120} />}
      {list.error !== null && <ErrorState error={list.error} onRetry={list.refetch} />}
      <ul className={classes.list}>
        {list.rows.map((entry, index) => (
          <Entry key={`${entry.at}-${entry.kind}-${index}`} order={order} entry={entry} />
        ))}
      </ul>
      {list.hasMore && (
        <Button variant="default" size="xs" loading={list.isLoadingMore} onClick={list.loadMore}>
          {t.common.loadMore}
        </Button>
      )}
    </Section>
  );
}

function Entry({ order, entry }: { order: OrderDetail; entry: TimelineEntry }) {
  const t = useT();
  const { timeline: words } = useSelling();
  const detail = useEntryDetail(order, entry);
  return (
    <li className={classes.entry} data-note={entry.note !== null}>
      <Text component="span">
        {entry.kind === 'note' ? words.note : eventTitle(t, { name: entry.kind })}
        {detail !== null && (
          <Text span c="dimmed">
            {' '}
            · {detail}
          </Text>
        )}
      </Text>
      <Text size="xs" c="dimmed" component="div">
        {entry.actor_name || t.common.actors.system} · <Time at={entry.at} mode="dateTime" />
      </Text>
      {entry.note !== null && <div className={classes.note}>{entry.note}</div>}
    </li>
  );
}
