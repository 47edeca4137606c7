import { Card, Group, Stack, Text, ThemeIcon } from '@mantine/core';
import { IconAlertTriangle, IconCircleCheck } from '@tabler/icons-react';
import type { Health } from '@/api/types';
import { useFormat, useT } from '@/i18n';

export function StatusHeader({ health }: { health: Health }) {
  const t = useT();
  const format = useFormat();
  const ok = health.status === 'ok';
  const IconComponent = ok ? IconCircleCheck : IconAlertTriangle;
  return (
    <Card padding="md">
      <Group justify="space-between" gap="md">
        <Group gap="sm" wrap="nowrap" role="status">
          <ThemeIcon variant="light" color={ok ? 'teal' : 'orange'} size={40} radius="xl">
            <IconComponent size={22} stroke={1.8} aria-hidden />
          </ThemeIcon>
          <Text fw={600} fz="md">
            {ok ? t.operator.health.ok : t.operator.health.degraded}
          </Text>
        </Group>
        <Group gap="xl">
          <Fact label={t.operator.health.version} value={health.version} />
          <Fact label={t.operator.health.uptime} value={format.duration(health.uptime_s)} />
          {health.memory_bytes != null && (
            <Fact label={t.operator.health.memory} value={format.bytes(health.memory_bytes)} />
          )}
        </Group>
      </Group>
    </Card>
  );
}

function Fact({ label, value }: { label: string; value: string }) {
  return (
    <Stack gap={0}>
      <Text size="xs" c="dimmed">
        {label}
      </Text>
      <Text fw={550} className="tabular">
        {value}
      </Text>
    </Stack>
  );
}
