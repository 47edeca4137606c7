import { Stack, Text } from '@mantine/core';
import type { ApiError } from '@/api/problem';
import { FormError } from './FormError';

/** What the server refused of a form whose fields do not have the API's names: each field with the server's own words. */
export function ProblemList({ error }: { error: ApiError | null }) {
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
