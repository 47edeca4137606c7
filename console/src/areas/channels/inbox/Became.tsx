import { Stack, Text } from '@mantine/core';
import type { InboxDeliveryLine } from '@/api/types';
import { useSelling } from '@/i18n';
import classes from './Became.module.css';
import { EntityLink } from './EntityLink';
import { mainEffect } from './effects';
import { effectText } from './words';

/** What a delivery came to here, in short: its most telling effect, or why there is none. */
export function Became({ delivery }: { delivery: InboxDeliveryLine }) {
  const { outcomes } = useSelling();
  const effect = mainEffect(delivery.effects);
  const more = delivery.effects.length - 1;
  if (effect === null) {
    return delivery.detail === null ? <>–</> : (
      <Text size="xs" c="dimmed" lineClamp={2} maw={260} style={{ alignSelf: 'start' }}>
        {delivery.detail}
      </Text>
    );
  }
  return (
    <Stack gap={0} maw={260}>
      <span>
        {effectText(outcomes, effect)}
        {more > 0 && (
          <Text span size="xs" c="dimmed">
            {` ${outcomes.moreEffects(more)}`}
          </Text>
        )}
      </span>
      {effect.entity_id !== null && (
        <Text size="xs" className={classes.above}>
          <EntityLink id={effect.entity_id} />
        </Text>
      )}
    </Stack>
  );
}
