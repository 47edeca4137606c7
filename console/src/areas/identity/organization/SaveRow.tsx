import { Button, Group } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import type { ApiError } from '@/api/problem';
import { useT } from '@/i18n';

interface Props {
  dirty: boolean;
  loading: boolean;
  error: ApiError | null;
}

/** The foot of a settings form; after a clash of versions it offers the newer one. */
export function SaveRow({ dirty, loading, error }: Props) {
  const t = useT();
  const queryClient = useQueryClient();
  const clash = error?.status === 412;
  return (
    <Group justify="flex-end" gap="xs">
      {clash && (
        <Button
          variant="default"
          onClick={() => void queryClient.invalidateQueries({ queryKey: ['/api/v1/organization'] })}
        >
          {t.organization.reload}
        </Button>
      )}
      <Button type="submit" loading={loading} disabled={!dirty}>
        {t.common.save}
      </Button>
    </Group>
  );
}
