import { Card, Group, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { apiQuery, useApiList } from '@/api/query';
import { useSelling } from '@/i18n';
import { LinkButton } from '@/ui/LinkButton';
import { StatusBadge } from '@/ui/StatusBadge';
import { DELIVERY_STATES } from '../inbox/states';
import { COUNTED, countText } from '../review/counting';
import { useQuestions } from '../review/useQuestions';
import classes from './Pulse.module.css';

/** How many of the latest deliveries are drawn. */
const DRAWN = 40;

/** What became of a connection's latest deliveries at a glance, and what somebody has to look after. */
export function Pulse({ connection, period }: { connection: string; period: number }) {
  const { outcomes: words } = useSelling();
  const list = useApiList('/api/v1/inbox/deliveries', { connection }, { refetchInterval: period });
  const query = { connection, state: 'failed', limit: COUNTED } as const;
  const dead = useQuery({ ...apiQuery('/api/v1/inbox/deliveries', { params: { query } }), refetchInterval: period }).data;
  const questions = useQuestions(connection).data;
  const latest = list.rows.slice(0, DRAWN).reverse();
  if (latest.length === 0) return null;
  const counts = DELIVERY_STATES.map((state) => [state, latest.filter((one) => one.state === state).length] as const);
  return (
    <Card component="section" aria-labelledby="pulse">
      <Group justify="space-between" align="center" gap="sm" mb="sm">
        <Title order={2} id="pulse">
          {words.pulse}
        </Title>
        <Group gap="xs">
          {dead !== undefined && dead.data.length > 0 && (
            <LinkButton to="/inbox" search={{ connection, state: 'failed' }} variant="default" size="compact-sm">
              <StatusBadge tone="bad">{words.deadLetters(countText(dead))}</StatusBadge>
            </LinkButton>
          )}
          {questions !== undefined && questions.data.length > 0 && (
            <LinkButton to="/review" search={{ connection }} variant="default" size="compact-sm">
              <StatusBadge tone="warn">{words.questions(countText(questions))}</StatusBadge>
            </LinkButton>
          )}
        </Group>
      </Group>
      <div className={classes.strip} aria-hidden>
        {latest.map(({ id, state }) => (
          <span key={id} data-state={state} title={words.states[state]} />
        ))}
      </div>
      <Text size="sm" c="dimmed" mt="xs">
        {counts
          .filter(([, count]) => count > 0)
          .map(([state, count]) => `${words.filters[state]}: ${count}`)
          .join(' · ')}
      </Text>
    </Card>
  );
}
