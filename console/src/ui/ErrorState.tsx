import { Button, Stack, Text, ThemeIcon, Title } from '@mantine/core';
import { IconAlertTriangle, IconLock, IconRefresh } from '@tabler/icons-react';
import { errorMessage } from '@/api/messages';
import { toApiError } from '@/api/problem';
import { useT } from '@/i18n';
import { RequestId } from './RequestId';

interface Props {
  error: unknown;
  onRetry?: () => void;
}

/** A part of a page that could not be loaded: why, the request id to report, and a way on. */
export function ErrorState({ error, onRetry }: Props) {
  const t = useT();
  const problem = toApiError(error);
  const forbidden = problem.status === 403;
  const IconComponent = forbidden ? IconLock : IconAlertTriangle;
  return (
    <Stack align="center" gap={6} py={48} px="md" ta="center" role="alert">
      <ThemeIcon variant="light" color={forbidden ? 'gray' : 'red'} size={44} radius="lg" mb={8}>
        <IconComponent size={22} stroke={1.6} aria-hidden />
      </ThemeIcon>
      <Title order={2} fz="md">
        {forbidden ? t.errors.forbiddenTitle : t.errors.loadTitle}
      </Title>
      <Text c="dimmed" maw={440}>
        {forbidden ? t.errors.forbiddenHint : errorMessage(t, problem)}
      </Text>
      <RequestId id={problem.requestId} />
      {onRetry && !forbidden && (
        <Button variant="default" mt="sm" leftSection={<IconRefresh size={16} aria-hidden />} onClick={onRetry}>
          {t.common.retry}
        </Button>
      )}
    </Stack>
  );
}
