import { Alert, Stack, Text } from '@mantine/core';
import { IconAlertCircle } from '@tabler/icons-react';
import { errorMessage } from '@/api/messages';
import type { ApiError } from '@/api/problem';
import { useT } from '@/i18n';
import { RequestId } from './RequestId';

/** The failure of a whole form. Failures of single fields are shown at the fields instead. */
export function FormError({ error }: { error: ApiError | null }) {
  const t = useT();
  if (error === null || error.fields.length > 0) return null;
  return (
    <Alert color="red" variant="light" icon={<IconAlertCircle size={18} aria-hidden />} role="alert">
      <Stack gap={2}>
        <Text size="sm">{errorMessage(t, error)}</Text>
        {error.status >= 500 && <RequestId id={error.requestId} />}
      </Stack>
    </Alert>
  );
}
