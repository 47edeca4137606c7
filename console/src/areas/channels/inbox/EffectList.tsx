import { Group, Stack, Text } from '@mantine/core';
import type { DeliveryEffect } from '@/api/types';
import { useSelling } from '@/i18n';
import classes from './EffectList.module.css';
import { EntityLink } from './EntityLink';
import { effectText } from './words';

/** More than anybody reads. */
const SHOWN = 50;

/** What became of each change of a delivery, with where it is now. */
export function EffectList({ effects }: { effects: readonly DeliveryEffect[] }) {
  const { outcomes: words, inbox } = useSelling();
  if (effects.length === 0) return null;
  return (
    <>
      <ul className={classes.list} aria-label={words.effectsTitle}>
        {effects.slice(0, SHOWN).map((one, index) => (
          <li key={index}>
            <Stack gap={0}>
              <Group gap="xs" justify="space-between" wrap="nowrap" align="baseline">
                <span>{effectText(words, one)}</span>
                {one.entity_id !== null && <EntityLink id={one.entity_id} />}
              </Group>
              {one.external_id !== null && (
                <Text size="xs" c="dimmed" className="mono" style={{ overflowWrap: 'anywhere' }}>
                  {one.external_id}
                </Text>
              )}
              {one.note !== null && (
                <Text size="sm" c="dimmed">
                  {one.note}
                </Text>
              )}
            </Stack>
          </li>
        ))}
      </ul>
      {effects.length > SHOWN && <Text c="dimmed">{inbox.more(effects.length - SHOWN)}</Text>}
    </>
  );
}
