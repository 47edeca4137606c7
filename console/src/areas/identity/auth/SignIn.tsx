import { Alert, Button, Group, PasswordInput, Stack, Text, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useQueryClient } from '@tanstack/react-query';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { useApiMutation } from '@/api/mutation';
import { useT } from '@/i18n';
import { safeNext } from '@/router/search';
import { FormError } from '@/ui/FormError';
import { TextLink } from '@/ui/LinkButton';
import { validators } from '@/ui/validate';
import { AuthHeading } from './AuthHeading';

const route = getRouteApi('/public/sign-in');

export function SignIn() {
  const t = useT();
  const { next, ended, changed, email } = route.useSearch();
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  const check = validators(t);
  const form = useForm({
    initialValues: { email: email ?? '', password: '' },
    validate: { email: check.email, password: check.required },
  });
  const signIn = useApiMutation('post', '/api/v1/auth/sign-in', {
    form,
    onSuccess: () => {
      queryClient.clear();
      void navigate({ to: safeNext(next) });
    },
  });
  const resend = useApiMutation('post', '/api/v1/auth/resend-verification', {
    onSuccess: () => void navigate({ to: '/check-your-mail', search: { email: form.values.email } }),
  });
  return (
    <>
      <AuthHeading title={t.auth.signIn.title} subtitle={t.auth.signIn.subtitle} />
      <form noValidate onSubmit={form.onSubmit((body) => signIn.mutate({ body }))}>
        <Stack>
          {ended && !signIn.error && <Alert variant="light">{t.auth.signIn.sessionEnded}</Alert>}
          {changed && !signIn.error && <Alert variant="light">{t.auth.signIn.passwordChanged}</Alert>}
          <FormError error={signIn.error} />
          {signIn.error?.code === 'email_unverified' && (
            <Button
              variant="default"
              loading={resend.isPending}
              onClick={() => resend.mutate({ body: { email: form.values.email } })}
            >
              {t.auth.signIn.resend}
            </Button>
          )}
          <TextInput
            label={t.auth.email}
            type="email"
            autoComplete="username"
            inputMode="email"
            {...form.getInputProps('email')}
          />
          <PasswordInput label={t.auth.password} autoComplete="current-password" {...form.getInputProps('password')} />
          <Button type="submit" size="md" fullWidth mt={4} loading={signIn.isPending}>
            {t.auth.signIn.submit}
          </Button>
        </Stack>
      </form>
      <Group justify="space-between" mt="lg" gap="xs">
        <Text size="sm" c="dimmed">
          {t.auth.signIn.noAccount} <TextLink to="/sign-up">{t.auth.signIn.createOne}</TextLink>
        </Text>
        <TextLink to="/forgot-password" size="sm">
          {t.auth.signIn.forgot}
        </TextLink>
      </Group>
    </>
  );
}
