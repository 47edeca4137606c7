import { Alert, Button, Group, Modal, Stack, Text } from '@mantine/core';
import { IconShieldLock } from '@tabler/icons-react';
import { useT } from '@/i18n';
import { CodeBlock } from '@/ui/CodeBlock';

/** A new secret, shown this once. A stray click beside the dialog must not lose it. */
export function SecretModal({ secret, onClose }: { secret: string | null; onClose: () => void }) {
  const t = useT();
  return (
    <Modal
      opened={secret !== null}
      onClose={onClose}
      title={t.keys.secretTitle}
      size="lg"
      closeOnClickOutside={false}
      closeOnEscape={false}
      withCloseButton={false}
    >
      {secret !== null && (
        <Stack>
          <Alert color="yellow" variant="light" icon={<IconShieldLock size={18} aria-hidden />}>
            {t.keys.secretWarning}
          </Alert>
          <CodeBlock code={secret} label={t.keys.secretLabel} wrap />
          <Stack gap={6}>
            <Text fw={550}>{t.keys.curlTitle}</Text>
            <CodeBlock code={curlExample(globalThis.location.origin, secret)} label={t.keys.curlTitle} wrap />
          </Stack>
          <Group justify="space-between" gap="xs">
            <Button component="a" href="/api/docs" variant="subtle" target="_blank" rel="noreferrer">
              {t.keys.docs}
            </Button>
            <Button onClick={onClose} data-autofocus>
              {t.keys.secretDone}
            </Button>
          </Group>
        </Stack>
      )}
    </Modal>
  );
}

export function curlExample(origin: string, secret: string): string {
  return `curl ${origin}/api/v1/me \\\n  -H "Authorization: Bearer ${secret}"`;
}
