import { Button, Center, Group, Stack, Text, Title } from '@mantine/core';
import { useRouter, type ErrorComponentProps } from '@tanstack/react-router';
import { errorMessage } from '@/api/messages';
import { toApiError } from '@/api/problem';
import { useT } from '@/i18n';
import { LinkButton } from '@/ui/LinkButton';
import { RequestId } from '@/ui/RequestId';

/** The last resort: a page that threw, with what to report and two ways on. */
export function CrashPage({ error, reset }: ErrorComponentProps) {
  const t = useT();
  const router = useRouter();
  const problem = toApiError(error);
  const offline = problem.status === 0;
  return (
    <Center mih="70vh" px="md" component="main">
      <Stack align="center" gap="xs" maw={460} ta="center" role="alert">
        <Title order={1}>{offline ? t.errors.loadTitle : t.errors.crashTitle}</Title>
        <Text c="dimmed">{problem.status === -1 ? t.errors.crashHint : errorMessage(t, problem)}</Text>
        {problem.status === -1 && (
          <Text size="xs" className="mono" c="dimmed">
            {problem.message}
          </Text>
        )}
        <RequestId id={problem.requestId} />
        <Group mt="md">
          <Button
            onClick={() => {
              reset();
              void router.invalidate();
            }}
          >
            {t.common.retry}
          </Button>
          <Button variant="default" onClick={() => globalThis.location.reload()}>
            {t.errors.reload}
          </Button>
        </Group>
      </Stack>
    </Center>
  );
}

export function NotFoundPage() {
  const t = useT();
  return (
    <Center mih="70vh" px="md" component="main">
      <Stack align="center" gap="xs" ta="center">
        <Title order={1}>{t.errors.notFoundTitle}</Title>
        <Text c="dimmed">{t.errors.notFoundHint}</Text>
        <LinkButton to="/" mt="md">
          {t.errors.goHome}
        </LinkButton>
      </Stack>
    </Center>
  );
}
