import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import { useT } from '@/i18n';

interface Props {
  opened: boolean;
  onClose: () => void;
  onConfirm: () => void;
  title: string;
  body: string;
  confirmLabel: string;
  /** Destructive by default, because that is what needs confirming. */
  tone?: 'danger' | 'normal';
  loading?: boolean;
}

export function ConfirmModal({ opened, onClose, onConfirm, title, body, confirmLabel, tone = 'danger', loading }: Props) {
  const t = useT();
  return (
    <Modal opened={opened} onClose={onClose} title={title} size="md" closeButtonProps={{ 'aria-label': t.common.close }}>
      <Stack>
        <Text c="dimmed">{body}</Text>
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose} data-autofocus>
            {t.common.cancel}
          </Button>
          <Button color={tone === 'danger' ? 'red.8' : undefined} onClick={onConfirm} loading={loading}>
            {confirmLabel}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
