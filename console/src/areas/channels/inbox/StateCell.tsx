import { Stack, Text } from '@mantine/core';
import type { InboxDeliveryLine } from '@/api/types';
import { useSelling } from '@/i18n';
import { StatusBadge } from '@/ui/StatusBadge';
import { Time } from '@/ui/Time';
import { STATE_TONES } from './states';

/** What became of a delivery, and when it is tried again. */
export function StateCell({ delivery }: { delivery: InboxDeliveryLine }) {
  const { outcomes } = useSelling();
  return (
    <Stack gap={0}>
      <StatusBadge tone={STATE_TONES[delivery.state]}>{outcomes.states[delivery.state]}</StatusBadge>
      {delivery.next_attempt_at !== null && (
        <Text size="xs" c="dimmed" component="div">
          {outcomes.again} <Time at={delivery.next_attempt_at} />
        </Text>
      )}
    </Stack>
  );
}
