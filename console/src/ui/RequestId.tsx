import { Group, Text } from '@mantine/core';
import { useT } from '@/i18n';
import { CopyIcon } from './CopyIcon';

/** The reference a person gives to whoever runs the installation. */
export function RequestId({ id }: { id: string | null }) {
  const t = useT();
  if (id === null) return null;
  return (
    <Group gap={4} wrap="nowrap" maw="100%">
      <Text size="xs" c="dimmed" truncate>
        {t.errors.requestId} <span className="mono">{id}</span>
      </Text>
      <CopyIcon value={id} />
    </Group>
  );
}
