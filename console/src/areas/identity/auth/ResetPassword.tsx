import { Button, Stack } from '@mantine/core';
import { useForm } from '@mantine/form';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { useApiMutation } from '@/api/mutation';
import { useT } from '@/i18n';
import { FormError } from '@/ui/FormError';
import { LinkButton } from '@/ui/LinkButton';
import { validators } from '@/ui/validate';
import { AuthHeading } from './AuthHeading';
import { NewPassword } from './NewPassword';

const route = getRouteApi('/public/reset-password');

export function ResetPassword() {
  const t = useT();
  const { token } = route.useSearch();
  const navigate = useNavigate();
  const form = useForm({ initialValues: { password: '' }, validate: { password: validators(t).required } });
  const reset = useApiMutation('post', '/api/v1/auth/reset-password', {
    form,
    onSuccess: () => void navigate({ to: '/sign-in', search: { changed: true } }),
  });
  return (
    <>
      <AuthHeading title={t.auth.reset.title} subtitle={t.auth.reset.subtitle} />
      <form noValidate onSubmit={form.onSubmit(({ password }) => reset.mutate({ body: { token, password } }))}>
        <Stack>
          <FormError error={reset.error} />
          <NewPassword
            label={t.auth.reset.newPassword}
            hints={[]}
            {...form.getInputProps('password')}
            value={form.values.password}
          />
          <Button type="submit" size="md" fullWidth loading={reset.isPending}>
            {t.auth.reset.submit}
          </Button>
          {reset.isError && (
            <LinkButton to="/forgot-password" variant="subtle">
              {t.auth.reset.askAgain}
            </LinkButton>
          )}
        </Stack>
      </form>
    </>
  );
}
