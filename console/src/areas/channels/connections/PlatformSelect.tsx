import { Select, Stack, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import type { ConnectionPlatform } from '@/api/types';
import { useSelling, useT } from '@/i18n';
import { PLATFORM_GROUPS, platformName } from '../platforms';

interface Props {
  value: ConnectionPlatform | null;
  onChange: (platform: ConnectionPlatform | null) => void;
  error?: ReactNode;
}

/** Who sends, each with a line on how it proves itself. */
export function PlatformSelect({ value, onChange, error }: Props) {
  const t = useT();
  const words = useSelling();
  const { channels } = words;
  const groups = Object.entries(PLATFORM_GROUPS) as [keyof typeof PLATFORM_GROUPS, readonly ConnectionPlatform[]][];
  const hint = (platform: ConnectionPlatform) => channels.hints[platform];
  return (
    <Select
      data-autofocus
      openOnFocus={false}
      searchable
      label={channels.platform}
      placeholder={channels.platformPlaceholder}
      nothingFoundMessage={t.common.noMatch}
      maxDropdownHeight={320}
      inputWrapperOrder={['label', 'input', 'description', 'error']}
      description={value === null ? undefined : hint(value)}
      data={groups.map(([group, platforms]) => ({
        group: channels.groups[group],
        items: platforms.map((platform) => ({ value: platform, label: platformName(t, words, platform) })),
      }))}
      renderOption={({ option }) => (
        <Stack gap={0}>
          <Text size="sm">{option.label}</Text>
          <Text size="xs" c="dimmed" aria-hidden>
            {hint(option.value)}
          </Text>
        </Stack>
      )}
      value={value}
      onChange={onChange}
      error={error}
    />
  );
}
