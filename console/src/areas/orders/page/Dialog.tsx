import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import type { FormEvent, ReactNode } from 'react';
import type { ApiError } from '@/api/problem';
import { useT } from '@/i18n';
import { ProblemList } from '@/ui/ProblemList';

interface Props {
  title: string;
  hint?: string;
  onClose: () => void;
  onSubmit: (event: FormEvent<HTMLFormElement>) => void;
  submitLabel: string;
  loading: boolean;
  disabled?: boolean;
  danger?: boolean;
  error: ApiError | null;
  children: ReactNode;
  size?: string;
}

/** One step with an order: a few fields, and a button that says what it does. */
export function Dialog({ title, hint, onClose, onSubmit, submitLabel, loading, disabled, danger, error, children, size = 'md' }: Props) {
  const t = useT();
  return (
    <Modal opened onClose={onClose} title={title} size={size} closeButtonProps={{ 'aria-label': t.common.close }}>
      <form noValidate onSubmit={onSubmit}>
        <Stack>
          {hint !== undefined && <Text c="dimmed">{hint}</Text>}
          <ProblemList error={error} />
          {children}
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={onClose}>
              {t.common.cancel}
            </Button>
            <Button type="submit" loading={loading} disabled={disabled} color={danger ? 'red.8' : undefined}>
              {submitLabel}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
