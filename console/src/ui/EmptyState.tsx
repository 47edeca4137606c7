import { Stack, Text, ThemeIcon, Title } from '@mantine/core';
import type { Icon } from '@tabler/icons-react';
import type { ReactNode } from 'react';

interface Props {
  icon: Icon;
  title: string;
  hint: string;
  /** What to do next, as a button. */
  action?: ReactNode;
  compact?: boolean;
}

export function EmptyState({ icon: IconComponent, title, hint, action, compact = false }: Props) {
  return (
    <Stack align="center" gap={6} py={compact ? 32 : 56} px="md" ta="center">
      <ThemeIcon variant="default" size={44} radius="lg" mb={8} c="dimmed">
        <IconComponent size={22} stroke={1.6} aria-hidden />
      </ThemeIcon>
      <Title order={2} fz="md">
        {title}
      </Title>
      <Text c="dimmed" maw={400} style={{ textWrap: 'balance' }}>
        {hint}
      </Text>
      {action !== undefined && <div style={{ marginTop: 12 }}>{action}</div>}
    </Stack>
  );
}
