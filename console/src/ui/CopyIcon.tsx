import { ActionIcon } from '@mantine/core';
import { useClipboard } from '@mantine/hooks';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import { useT } from '@/i18n';

/**
 * A small button that copies a value and says so. It uses the browser's own
 * tooltip: this sits on the sign-in page, where a positioning library is too dear.
 */
export function CopyIcon({ value }: { value: string }) {
  const t = useT();
  const { copied, copy } = useClipboard({ timeout: 1800 });
  const label = copied ? t.common.copied : t.common.copy;
  return (
    <ActionIcon
      variant="subtle"
      color={copied ? 'teal' : 'gray'}
      size="sm"
      onClick={() => copy(value)}
      title={label}
      aria-label={label}
    >
      {copied ? <IconCheck size={14} aria-hidden /> : <IconCopy size={14} aria-hidden />}
    </ActionIcon>
  );
}
