import { Button, Stack, Text, ThemeIcon } from '@mantine/core';
import { IconMailOpened } from '@tabler/icons-react';
import { getRouteApi } from '@tanstack/react-router';
import { useApiMutation } from '@/api/mutation';
import { useT } from '@/i18n';
import { LinkButton } from '@/ui/LinkButton';
import { AuthHeading } from './AuthHeading';

const route = getRouteApi('/public/check-your-mail');

export function CheckMail() {
  const t = useT();
  const { email } = route.useSearch();
  const resend = useApiMutation('post', '/api/v1/auth/resend-verification', { success: t.auth.checkMail.resent });
  return (
    <>
      <ThemeIcon variant="light" size={48} radius="lg" mb="md">
        <IconMailOpened size={24} stroke={1.6} aria-hidden />
      </ThemeIcon>
      <AuthHeading
        title={t.auth.checkMail.title}
        subtitle={email === undefined ? t.auth.checkMail.bodyUnknown : t.auth.checkMail.body(email)}
      />
      <Stack>
        {email !== undefined && (
          <>
            <Text c="dimmed">{t.auth.checkMail.notThere}</Text>
            <Button variant="default" loading={resend.isPending} onClick={() => resend.mutate({ body: { email } })}>
              {t.auth.checkMail.resend}
            </Button>
          </>
        )}
        <LinkButton to="/sign-in" variant="subtle">
          {t.auth.checkMail.backToSignIn}
        </LinkButton>
      </Stack>
    </>
  );
}
