import { Stack, Text } from '@mantine/core';

/** What a line is about: a title, and below it what it is known by. */
export function LineName({ title, sku, more }: { title: string; sku: string | null; more?: string | null }) {
  return (
    <Stack gap={0} miw={0}>
      <Text fw={550} size="sm">
        {title}
      </Text>
      {(sku !== null || more != null) && (
        <Text size="xs" c="dimmed" className="mono">
          {[sku, more].filter(Boolean).join(' · ')}
        </Text>
      )}
    </Stack>
  );
}
