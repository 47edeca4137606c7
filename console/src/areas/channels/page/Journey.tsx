import { Card, Group, Stack, Text, Title } from '@mantine/core';
import type { Connection } from '@/api/types';
import { useSelling } from '@/i18n';
import { StatusBadge, type Tone } from '@/ui/StatusBadge';
import { Time } from '@/ui/Time';
import { reasonText } from '../reasons';
import { standingOf } from '../standing';
import { JourneyStrip } from './JourneyStrip';

const TONES: Record<'waiting' | 'refused' | 'received' | 'disconnected', Tone> = {
  waiting: 'busy',
  refused: 'bad',
  received: 'good',
  disconnected: 'quiet',
};

/** How far the webhooks of a connection come, told as it happens. */
export function Journey({ connection }: { connection: Connection }) {
  const { channels: words } = useSelling();
  const { seen, state } = connection;
  const standing = state === 'disconnected' ? 'disconnected' : standingOf(connection);
  const refusal = standing === 'refused' ? seen.last_refusal : null;
  return (
    <Card component="section" aria-labelledby="journey">
      <Title order={2} id="journey" mb="md">
        {words.journey}
      </Title>
      <JourneyStrip standing={standing} />
      <Stack gap={2} mt="md" aria-live="polite">
        <Text fw={550} component="div">
          <StatusBadge tone={TONES[standing]} wrap>
            {words.live[standing]}
          </StatusBadge>
        </Text>
        {standing === 'received' && seen.last_topic !== null && <Text c="dimmed">{words.lastTopic(seen.last_topic)}</Text>}
        {refusal !== null && (
          <>
            <Text>{reasonText(words, refusal)}</Text>
            <Text c="dimmed">{refusal.detail}</Text>
          </>
        )}
      </Stack>
      {/* Apart from the words above, so that a clock that moves on is not read out. */}
      {standing !== 'disconnected' && (
        <Group gap={6} mt={4}>
          <Text size="xs" c="dimmed" component="div">
            {standing === 'received' ? <Time at={seen.last_received_at} mode="dateTime" /> : words.liveHint}
          </Text>
        </Group>
      )}
    </Card>
  );
}
