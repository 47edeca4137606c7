import { Avatar, Group, Stack, Text } from '@mantine/core';
import type { ReactNode } from 'react';

/** Up to two initials: the first letters of the first and last word. */
export function initials(name: string): string {
  const words = name.trim().split(/\s+/);
  const letters = words.length > 1 ? [words[0], words[words.length - 1]] : [words[0]];
  return letters.map((word) => word?.[0] ?? '').join('').toUpperCase();
}

interface Props {
  name: string;
  detail?: ReactNode;
  mark?: ReactNode;
}

export function Person({ name, detail, mark }: Props) {
  return (
    <Group gap="sm" wrap="nowrap" miw={0}>
      <Avatar size={32} radius="xl" color="gray" variant="light" aria-hidden>
        {initials(name)}
      </Avatar>
      <Stack gap={0} miw={0}>
        <Group gap={6} wrap="nowrap">
          <Text fw={550} truncate>
            {name}
          </Text>
          {mark}
        </Group>
        {detail !== undefined && (
          <Text size="xs" c="dimmed" truncate>
            {detail}
          </Text>
        )}
      </Stack>
    </Group>
  );
}
