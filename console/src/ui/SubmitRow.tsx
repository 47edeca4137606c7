import { Button, Group } from '@mantine/core';
import { useT } from '@/i18n';

interface Props {
  label: string;
  loading: boolean;
  disabled?: boolean;
  onCancel: () => void;
}

/** The foot of a form that makes something new. */
export function SubmitRow({ label, loading, disabled, onCancel }: Props) {
  const t = useT();
  return (
    <Group justify="flex-end" gap="xs">
      <Button variant="default" onClick={onCancel}>
        {t.common.cancel}
      </Button>
      <Button type="submit" loading={loading} disabled={disabled}>
        {label}
      </Button>
    </Group>
  );
}
