import { ActionIcon, Button, Group, Progress, Stack, Text } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { useSelling, useT } from '@/i18n';
import type { Upload } from './useUploads';

interface Props {
  upload: Upload;
  onRetry: () => void;
  onDismiss: () => void;
}

/** A picture on its way: how far it is, or why it did not arrive. */
export function UploadRow({ upload, onRetry, onDismiss }: Props) {
  const t = useT();
  const { media: words } = useSelling();
  const percent = Math.round(upload.share * 100);
  return (
    <Group wrap="nowrap" gap="sm">
      <Stack gap={4} flex={1} miw={0}>
        <Text size="sm" truncate>
          {upload.file.name}
        </Text>
        {upload.failure === null ? (
          <Progress value={percent} size="sm" animated={percent === 100} aria-label={words.sending(upload.file.name)} />
        ) : (
          <Text size="xs" c="var(--mantine-color-error)" role="alert">
            {upload.failure}
          </Text>
        )}
      </Stack>
      {upload.failure !== null && (
        <>
          <Button size="xs" variant="default" onClick={onRetry}>
            {t.common.retry}
          </Button>
          <ActionIcon variant="subtle" color="gray" aria-label={`${t.common.remove}: ${upload.file.name}`} onClick={onDismiss}>
            <IconX size={16} aria-hidden />
          </ActionIcon>
        </>
      )}
    </Group>
  );
}
