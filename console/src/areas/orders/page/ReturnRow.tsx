import { Group, Stack, Text } from '@mantine/core';
import type { OrderDetail, Return } from '@/api/types';
import { useSelling } from '@/i18n';
import { TextLink } from '@/ui/LinkButton';
import { Money } from '@/ui/money/Money';
import { StatusBadge } from '@/ui/StatusBadge';
import { Time } from '@/ui/Time';
import { RETURN_STEPS } from '../states';
import type { OpenDialog } from './dialogs';
import { ReturnSteps } from './ReturnSteps';
import classes from './Rows.module.css';

/** One return: what comes back and why, how far it is, and the next step. */
export function ReturnRow({ order, about, onDialog }: { order: OrderDetail; about: Return; onDialog: OpenDialog }) {
  const { returns: words } = useSelling();
  const title = (lineId: string) => order.lines.find(({ id }) => id === lineId)?.title ?? '–';
  return (
    <li className={classes.row}>
      <Stack gap={4} miw={0} style={{ flex: '1 1 260px' }}>
        <Group gap="sm">
          <Text fw={550}>{about.name}</Text>
          <StatusBadge tone={RETURN_STEPS[about.state]}>{words.states[about.state]}</StatusBadge>
        </Group>
        {about.lines.map((line) => (
          <Text key={line.line_id} size="sm">
            {line.quantity} × {title(line.line_id)} · {words.reasons[line.reason]}
            {tally(words, about, line) !== null && (
              <Text span c="dimmed" inherit>
                {' '}
                · {tally(words, about, line)}
              </Text>
            )}
          </Text>
        ))}
        {about.customer_note !== '' && (
          <Text size="sm" fs="italic">
            {about.customer_note}
          </Text>
        )}
        <Text size="xs" c="dimmed" component="span">
          {words.requested} <Time at={about.requested_at} mode="date" />
          {about.tracking_number !== null && ` · ${about.tracking_number}`}
          {about.note !== '' && ` · ${about.note}`}
          {about.refunded.amount_minor > 0 && (
            <>
              {' · '}
              {words.refunded} <Money value={about.refunded} />
            </>
          )}
        </Text>
        {about.exchange_order_id !== null && (
          <TextLink to="/orders/$order" params={{ order: about.exchange_order_id }} size="sm">
            {words.openExchange}
          </TextLink>
        )}
      </Stack>
      <ReturnSteps order={order} about={about} onDialog={onDialog} />
    </li>
  );
}

type Words = ReturnType<typeof useSelling>['returns'];

function tally(words: Words, { state }: Return, line: Return['lines'][number]): string | null {
  if (state === 'received') return words.arrived(line.received_quantity);
  return state === 'inspected' ? words.tally(line.received_quantity, line.restocked_quantity) : null;
}
