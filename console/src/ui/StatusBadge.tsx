import { Group, Text } from '@mantine/core';
import classes from './StatusBadge.module.css';

export type Tone = 'good' | 'busy' | 'warn' | 'bad' | 'quiet';

/** A state as a dot and a word; the word carries the meaning, the colour only helps. */
export function StatusBadge({ tone, children }: { tone: Tone; children: string }) {
  return (
    <Group gap={7} wrap="nowrap" display="inline-flex">
      <span className={classes.dot} data-tone={tone} aria-hidden />
      <Text span inherit style={{ whiteSpace: 'nowrap' }}>
        {children}
      </Text>
    </Group>
  );
}
