import { Button, Group } from '@mantine/core';
import type { ApiError } from '@/api/problem';
import { useT } from '@/i18n';

interface Props {
  /** What the button says; "Save" when left out. */
  label?: string;
  dirty: boolean;
  loading: boolean;
  error: ApiError | null;
  /** Fetches the newer version after a clash. */
  onReload: () => void;
  onCancel?: () => void;
}

/** The foot of a form; after a clash of versions it offers the newer one. */
export function SaveRow({ label, dirty, loading, error, onReload, onCancel }: Props) {
  const t = useT();
  return (
    <Group justify="flex-end" gap="xs">
      {onCancel !== undefined && (
        <Button variant="default" onClick={onCancel}>
          {t.common.cancel}
        </Button>
      )}
      {error?.status === 412 && (
        <Button variant="default" onClick={onReload}>
          {t.common.reload}
        </Button>
      )}
      <Button type="submit" loading={loading} disabled={!dirty}>
        {label ?? t.common.save}
      </Button>
    </Group>
  );
}
