import { Button, Group, PasswordInput, SegmentedControl, Select, Stack, TextInput, Input } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useQueryClient } from '@tanstack/react-query';
import { useApiMutation } from '@/api/mutation';
import { meQuery, useSignedIn } from '@/api/session';
import { LOCALES, useT } from '@/i18n';
import { useSavePreference } from '@/shell/useSavePreference';
import { FormError } from '@/ui/FormError';
import { Page } from '@/ui/Page';
import { Section } from '@/ui/Section';
import { validators } from '@/ui/validate';
import { NewPassword } from '../auth/NewPassword';

export function Profile() {
  const t = useT();
  return (
    <Page title={t.account.profileTitle} subtitle={t.account.profileSubtitle} width="narrow">
      <Stack gap="lg">
        <AboutForm />
        <Appearance />
        <PasswordForm />
      </Stack>
    </Page>
  );
}

function AboutForm() {
  const t = useT();
  const { user } = useSignedIn();
  const queryClient = useQueryClient();
  const form = useForm({ initialValues: { name: user.name }, validate: { name: validators(t).required } });
  const save = useApiMutation('patch', '/api/v1/me', {
    form,
    success: t.common.saved,
    onSuccess: () => {
      form.resetDirty();
      void queryClient.invalidateQueries({ queryKey: meQuery.queryKey });
    },
  });
  return (
    <Section title={t.account.you}>
      <form noValidate onSubmit={form.onSubmit((body) => save.mutate({ body }))}>
        <Stack>
          <FormError error={save.error} />
          <TextInput label={t.account.name} autoComplete="name" {...form.getInputProps('name')} />
          <TextInput label={t.account.email} value={user.email} readOnly variant="filled" />
          <Group justify="flex-end">
            <Button type="submit" loading={save.isPending} disabled={!form.isDirty()}>
              {t.common.save}
            </Button>
          </Group>
        </Stack>
      </form>
    </Section>
  );
}

function Appearance() {
  const t = useT();
  const { user } = useSignedIn();
  const save = useSavePreference();
  return (
    <Section title={t.account.appearance}>
      <Stack>
        <Select
          label={t.account.language}
          allowDeselect={false}
          value={user.locale}
          onChange={(locale) => locale && save({ locale: locale })}
          data={LOCALES.map((value) => ({ value, label: t.common.languages[value] }))}
          maw={280}
        />
        <Input.Wrapper label={t.account.theme} labelElement="div">
          <div>
            <SegmentedControl
              mt={4}
              aria-label={t.account.theme}
              value={user.color_scheme}
              onChange={(value) => save({ color_scheme: value })}
              data={[
                { value: 'light', label: t.shell.theme.light },
                { value: 'dark', label: t.shell.theme.dark },
                { value: 'system', label: t.shell.theme.system },
              ]}
            />
          </div>
        </Input.Wrapper>
      </Stack>
    </Section>
  );
}

function PasswordForm() {
  const t = useT();
  const { user } = useSignedIn();
  const check = validators(t);
  const form = useForm({
    initialValues: { current_password: '', new_password: '' },
    validate: { current_password: check.required, new_password: check.required },
  });
  const change = useApiMutation('post', '/api/v1/me/password', {
    form,
    invalidates: ['/api/v1/me/sessions'],
    success: t.account.passwordChanged,
    onSuccess: () => form.reset(),
  });
  return (
    <Section title={t.account.passwordTitle} hint={t.account.passwordHint}>
      <form noValidate onSubmit={form.onSubmit((body) => change.mutate({ body }))}>
        <Stack>
          {/* Password managers file the new password under this name. */}
          <input type="text" autoComplete="username" value={user.email} readOnly hidden />
          <FormError error={change.error} />
          <PasswordInput
            label={t.account.currentPassword}
            autoComplete="current-password"
            {...form.getInputProps('current_password')}
          />
          <NewPassword
            label={t.account.newPassword}
            hints={[user.name, user.email]}
            {...form.getInputProps('new_password')}
            value={form.values.new_password}
          />
          <Group justify="flex-end">
            <Button type="submit" loading={change.isPending} disabled={!form.isDirty()}>
              {t.account.changePassword}
            </Button>
          </Group>
        </Stack>
      </form>
    </Section>
  );
}
