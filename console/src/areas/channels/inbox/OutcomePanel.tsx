import { Card, Group, Stack, Text, Title } from '@mantine/core';
import type { InboxDelivery } from '@/api/types';
import { useFormat, useSelling } from '@/i18n';
import { LinkButton } from '@/ui/LinkButton';
import { StatusBadge } from '@/ui/StatusBadge';
import { Time } from '@/ui/Time';
import { EffectList } from './EffectList';
import { STATE_TONES } from './states';
import { wayOut } from './words';

/** What became of a delivery: in words, with the way out when there has to be one. */
export function OutcomePanel({ delivery }: { delivery: InboxDelivery }) {
  const { outcomes: words } = useSelling();
  const format = useFormat();
  const { state, attempts, next_attempt_at: next, processed_at: processed } = delivery;
  return (
    <Card component="section" aria-labelledby="outcome">
      <Stack gap="sm">
        <Group justify="space-between" gap="xs">
          <Title order={3} id="outcome">
            {words.title}
          </Title>
          <StatusBadge tone={STATE_TONES[state]}>{words.states[state]}</StatusBadge>
        </Group>
        <Text>{words.meanings[state]}</Text>
        {delivery.detail !== null && (
          <Text fw={550} style={{ overflowWrap: 'anywhere' }}>
            {delivery.detail}
          </Text>
        )}
        {state === 'failed' && <Text>{wayOut(words, delivery.code)}</Text>}
        <EffectList effects={delivery.effects} />
        {(attempts > 0 || next !== null) && (
          <Text size="xs" c="dimmed" component="div">
            {words.attempts(attempts)}
            {next !== null && (
              <>
                {` · ${words.again} `}
                <Time at={next} />
              </>
            )}
            {next === null && processed !== null && ` · ${format.dateTime(processed)}`}
          </Text>
        )}
        <NextStep delivery={delivery} />
      </Stack>
    </Card>
  );
}

/** Where to go for what somebody has to do. */
function NextStep({ delivery }: { delivery: InboxDelivery }) {
  const { outcomes: words } = useSelling();
  const connection = delivery.connection_id;
  if (delivery.state === 'failed' && delivery.code === 'no_shop') {
    return (
      <div>
        <LinkButton to="/connections/$connection" params={{ connection }} variant="default">
          {words.toConnection}
        </LinkButton>
      </div>
    );
  }
  if (delivery.state === 'review') {
    return (
      <div>
        <LinkButton to="/review" search={{ connection }} variant="default">
          {words.toReview}
        </LinkButton>
      </div>
    );
  }
  return null;
}
