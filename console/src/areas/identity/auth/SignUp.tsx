import { Button, Stack, Text, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useNavigate } from '@tanstack/react-router';
import { useApiMutation } from '@/api/mutation';
import { useLocale, useT } from '@/i18n';
import { FormError } from '@/ui/FormError';
import { TextLink } from '@/ui/LinkButton';
import { validators } from '@/ui/validate';
import { AuthHeading } from './AuthHeading';
import { NewPassword } from './NewPassword';

export function SignUp() {
  const t = useT();
  const locale = useLocale();
  const navigate = useNavigate();
  const check = validators(t);
  const form = useForm({
    initialValues: { name: '', email: '', password: '' },
    validate: { name: check.required, email: check.email, password: check.required },
  });
  const signUp = useApiMutation('post', '/api/v1/auth/sign-up', {
    form,
    onSuccess: () => void navigate({ to: '/check-your-mail', search: { email: form.values.email } }),
  });
  return (
    <>
      <AuthHeading title={t.auth.signUp.title} subtitle={t.auth.signUp.subtitle} />
      <form noValidate onSubmit={form.onSubmit((values) => signUp.mutate({ body: { ...values, locale } }))}>
        <Stack>
          <FormError error={signUp.error} />
          <TextInput
            label={t.auth.name}
            placeholder={t.auth.namePlaceholder}
            autoComplete="name"
            {...form.getInputProps('name')}
          />
          <TextInput
            label={t.auth.email}
            description={t.auth.signUp.emailHint}
            type="email"
            autoComplete="username"
            inputMode="email"
            {...form.getInputProps('email')}
          />
          <NewPassword
            label={t.auth.password}
            hints={[form.values.name, form.values.email]}
            {...form.getInputProps('password')}
            value={form.values.password}
          />
          <Button type="submit" size="md" fullWidth mt={4} loading={signUp.isPending}>
            {t.auth.signUp.submit}
          </Button>
        </Stack>
      </form>
      <Text size="sm" c="dimmed" mt="lg">
        {t.auth.signUp.haveAccount} <TextLink to="/sign-in">{t.auth.signUp.signInInstead}</TextLink>
      </Text>
    </>
  );
}
