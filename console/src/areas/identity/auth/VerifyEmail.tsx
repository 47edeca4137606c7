import { Loader, Stack, Text } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import { useApiMutation } from '@/api/mutation';
import { useT } from '@/i18n';
import { LinkButton } from '@/ui/LinkButton';
import { AuthHeading } from './AuthHeading';

const route = getRouteApi('/public/verify-email');

/** Where the link in the confirmation mail leads: it confirms, signs in and goes on. */
export function VerifyEmail() {
  const t = useT();
  const { token } = route.useSearch();
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  const verify = useApiMutation('post', '/api/v1/auth/verify-email', {
    errors: 'inline',
    onSuccess: () => {
      queryClient.clear();
      void navigate({ to: '/', replace: true });
    },
  });
  // A token works once, and development mode runs effects twice.
  const sent = useRef(false);
  const { mutate } = verify;
  useEffect(() => {
    if (sent.current) return;
    sent.current = true;
    mutate({ body: { token } });
  }, [mutate, token]);

  if (verify.isError) {
    return (
      <>
        <AuthHeading title={t.auth.verify.failedTitle} subtitle={t.auth.verify.failedHint} />
        <LinkButton to="/sign-in" fullWidth>
          {t.auth.checkMail.backToSignIn}
        </LinkButton>
      </>
    );
  }
  return (
    <Stack align="center" py="lg" role="status">
      <Loader size="sm" />
      <Text c="dimmed">{t.auth.verify.working}</Text>
    </Stack>
  );
}
