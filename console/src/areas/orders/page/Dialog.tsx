import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import type { FormEvent, ReactNode } from 'react';
import type { ApiError } from '@/api/problem';
import { useT } from '@/i18n';
import { FormError } from '@/ui/FormError';

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
          <FieldErrors error={error} />
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

/** What the server refused, also when it names a field that these small forms have under another name. */
function FieldErrors({ error }: { error: ApiError | null }) {
  if (error === null || error.fields.length === 0) return <FormError error={error} />;
  return (
    <Stack gap={2} role="alert">
      {error.fields.map(({ field, message }) => (
        <Text key={field} size="sm" c="var(--mantine-color-error)">
          {message}
        </Text>
      ))}
    </Stack>
  );
}
