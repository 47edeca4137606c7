import { Group, Text } from '@mantine/core';
import { useNetwork } from '@mantine/hooks';
import { IconCloudOff } from '@tabler/icons-react';
import { useT } from '@/i18n';

/** Says that nothing new arrives; what is on screen stays usable. */
export function OfflineBanner() {
  const t = useT();
  const { online } = useNetwork();
  return (
    <div aria-live="polite">
      {!online && (
        <Group gap="xs" justify="center" py={7} px="md" bg="light-dark(#fff4d6, #3a2f10)" c="light-dark(#6b4b00, #f5d98a)">
          <IconCloudOff size={16} aria-hidden />
          <Text size="sm">{t.shell.offline}</Text>
        </Group>
      )}
    </div>
  );
}
