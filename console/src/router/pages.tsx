import { Button, Center, Group, Stack, Text, Title } from '@mantine/core';
import { useRouter, type ErrorComponentProps } from '@tanstack/react-router';
import { useEffect } from 'react';
import { errorMessage } from '@/api/messages';
import { toApiError } from '@/api/problem';
import { useT } from '@/i18n';
import { LinkButton } from '@/ui/LinkButton';
import { RequestId } from '@/ui/RequestId';

/** A page that threw, inside the frame, which goes on working. */
export function CrashNotice(props: ErrorComponentProps) {
  return (
    <Center mih="70vh" px="md">
      <Crash {...props} />
    </Center>
  );
}

/** The last resort: the frame itself threw. */
export function CrashPage(props: ErrorComponentProps) {
  return (
    <Center mih="100vh" px="md" component="main">
      <Crash {...props} />
    </Center>
  );
}

/** What went wrong, what to report, and two ways on. */
function Crash({ error, reset }: ErrorComponentProps) {
  const t = useT();
  const router = useRouter();
  const problem = toApiError(error);
  const offline = problem.status === 0;
  return (
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
  );
}

/** No such page, inside the frame. */
export function NotFoundNotice() {
  return (
    <Center mih="70vh" px="md">
      <NotFound />
    </Center>
  );
}

/** No such page, for those who see no frame. */
export function NotFoundPage() {
  return (
    <Center mih="100vh" px="md" component="main">
      <NotFound />
    </Center>
  );
}

function NotFound() {
  const t = useT();
  useEffect(() => {
    document.title = `${t.errors.notFoundTitle} · ${t.common.productName}`;
  }, [t]);
  return (
    <Stack align="center" gap="xs" ta="center">
      <Title order={1}>{t.errors.notFoundTitle}</Title>
      <Text c="dimmed">{t.errors.notFoundHint}</Text>
      <LinkButton to="/" mt="md">
        {t.errors.goHome}
      </LinkButton>
    </Stack>
  );
}
