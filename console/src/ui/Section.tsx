import { Card, Group, Stack, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';

interface Props {
  title: string;
  hint?: string;
  actions?: ReactNode;
  children: ReactNode;
}

/** A titled card: one group of settings or facts. */
export function Section({ title, hint, actions, children }: Props) {
  return (
    <Card component="section" aria-label={title}>
      <Group justify="space-between" align="flex-start" mb="md" gap="sm">
        <Stack gap={2} style={{ flex: '1 1 240px' }}>
          <Title order={2}>{title}</Title>
          {hint !== undefined && <Text c="dimmed">{hint}</Text>}
        </Stack>
        {actions}
      </Group>
      {children}
    </Card>
  );
}
