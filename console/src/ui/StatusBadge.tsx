import { Group, Text } from '@mantine/core';
import classes from './StatusBadge.module.css';

export type Tone = 'good' | 'busy' | 'warn' | 'bad' | 'quiet';

interface Props {
  tone: Tone;
  children: string;
  /** Lets long words go on in a second line. */
  wrap?: boolean;
}

/** A state as a dot and a word; the word carries the meaning, the colour only helps. */
export function StatusBadge({ tone, children, wrap = false }: Props) {
  return (
    <Group gap={7} wrap="nowrap" display="inline-flex">
      <span className={classes.dot} data-tone={tone} aria-hidden />
      <Text span inherit style={{ whiteSpace: wrap ? 'normal' : 'nowrap' }}>
        {children}
      </Text>
    </Group>
  );
}
