import { Button, Stack, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useApiMutation } from '@/api/mutation';
import { useT } from '@/i18n';
import { FormError } from '@/ui/FormError';
import { LinkButton } from '@/ui/LinkButton';
import { validators } from '@/ui/validate';
import { AuthHeading } from './AuthHeading';

export function ForgotPassword() {
  const t = useT();
  const form = useForm({ initialValues: { email: '' }, validate: { email: validators(t).email } });
  const forgot = useApiMutation('post', '/api/v1/auth/forgot-password', { form });
  if (forgot.isSuccess) {
    return (
      <>
        <AuthHeading title={t.auth.forgot.sentTitle} subtitle={t.auth.forgot.sentBody(form.values.email)} />
        <LinkButton to="/sign-in" variant="default" fullWidth>
          {t.auth.checkMail.backToSignIn}
        </LinkButton>
      </>
    );
  }
  return (
    <>
      <AuthHeading title={t.auth.forgot.title} subtitle={t.auth.forgot.subtitle} />
      <form noValidate onSubmit={form.onSubmit((body) => forgot.mutate({ body }))}>
        <Stack>
          <FormError error={forgot.error} />
          <TextInput
            label={t.auth.email}
            type="email"
            autoComplete="username"
            inputMode="email"
            {...form.getInputProps('email')}
          />
          <Button type="submit" size="md" fullWidth loading={forgot.isPending}>
            {t.auth.forgot.submit}
          </Button>
          <LinkButton to="/sign-in" variant="subtle">
            {t.auth.checkMail.backToSignIn}
          </LinkButton>
        </Stack>
      </form>
    </>
  );
}
