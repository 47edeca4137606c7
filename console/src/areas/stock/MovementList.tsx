import { Group, Stack, Text } from '@mantine/core';
import type { StockMovement } from '@/api/types';
import { useFormat, useSelling } from '@/i18n';
import { Time } from '@/ui/Time';
import { deltaOf } from './signed';

/** What happened to a figure, newest first. */
export function MovementList({ movements, nameOf }: { movements: readonly StockMovement[]; nameOf: (id: string) => string }) {
  const { stock: words } = useSelling();
  const format = useFormat();
  return (
    <Stack component="ol" gap="xs" m={0} p={0} style={{ listStyle: 'none' }}>
      {movements.map((movement) => (
        <Group key={movement.id} component="li" justify="space-between" wrap="nowrap" align="flex-start">
          <Stack gap={0} miw={0}>
            <Text fw={500}>
              {words.kinds[movement.kind]}
              {movement.reason !== null && `: ${words.reasons[movement.reason]}`}
            </Text>
            <Text size="xs" c="dimmed">
              {nameOf(movement.location_id)} · {movement.actor.name || words.somebody} · <Time at={movement.at} />
            </Text>
            {movement.note !== null && <Text size="sm">{movement.note}</Text>}
          </Stack>
          <Text className="tabular" fw={600}>
            {deltaOf(movement, format.number)}
          </Text>
        </Group>
      ))}
    </Stack>
  );
}
