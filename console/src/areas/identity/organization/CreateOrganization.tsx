import { Box, Button, Group, Stack, Text, TextInput, Title } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useEffect } from 'react';
import { useApiMutation } from '@/api/mutation';
import { chosenOrganization } from '@/api/organizationChoice';
import { switchOrganization } from '@/api/session';
import { useLocale, useT } from '@/i18n';
import { useSignOut } from '@/shell/useSignOut';
import { FormError } from '@/ui/FormError';
import { LinkButton } from '@/ui/LinkButton';
import { Logo } from '@/ui/Logo';
import { validators } from '@/ui/validate';
import classes from './CreateOrganization.module.css';
import { KindPicker, type CreatableKind } from './KindPicker';
import { guessRegion } from '@/ui/region';
import { RegionFields } from './RegionFields';

export function CreateOrganization() {
  const t = useT();
  const { signOut } = useSignOut();
  const isFirst = chosenOrganization() === null;
  useEffect(() => {
    document.title = `${t.organization.create.title} · ${t.common.productName}`;
  }, [t]);
  return (
    <Box className={classes.page}>
      <Group component="header" justify="space-between" className={classes.header}>
        <Logo />
        {isFirst ? (
          <Button variant="subtle" color="gray" onClick={signOut}>
            {t.shell.signOut}
          </Button>
        ) : (
          <LinkButton to="/" variant="subtle" color="gray">
            {t.common.cancel}
          </LinkButton>
        )}
      </Group>
      <main className={classes.main}>
        <Stack gap={4} mb="xl">
          <Title order={1}>{t.organization.create.title}</Title>
          <Text c="dimmed">{t.organization.create.subtitle}</Text>
        </Stack>
        <CreateForm />
        {isFirst && (
          <Text size="sm" c="dimmed" mt="lg" ta="center">
            {t.organization.create.pending}
          </Text>
        )}
      </main>
    </Box>
  );
}

function CreateForm() {
  const t = useT();
  const locale = useLocale();
  const queryClient = useQueryClient();
  const navigate = useNavigate();
  const guess = guessRegion();
  const form = useForm({
    initialValues: {
      name: '',
      kind: 'merchant' as CreatableKind,
      country: guess.country,
      currency: guess.currency,
      time_zone: guess.timeZone,
    },
    validate: { name: validators(t).required },
  });
  const create = useApiMutation('post', '/api/v1/organizations', {
    form,
    success: t.organization.create.welcome(form.values.name.trim()),
    onSuccess: (organization) => {
      if (!organization) return;
      void switchOrganization(queryClient, organization.id).then(() => navigate({ to: '/' }));
    },
  });
  return (
    <form noValidate onSubmit={form.onSubmit((values) => create.mutate({ body: { ...values, locale } }))}>
      <Stack gap="lg">
        <FormError error={create.error} />
        <KindPicker
          value={form.values.kind}
          onChange={(kind) => form.setFieldValue('kind', kind)}
          error={form.errors.kind}
        />
        <TextInput
          label={t.organization.name}
          placeholder={t.organization.namePlaceholder}
          autoComplete="organization"
          {...form.getInputProps('name')}
        />
        <Stack gap="xs">
          <Text fw={550}>{t.organization.create.details}</Text>
          <RegionFields field={(name) => form.getInputProps(name)} />
          <Text size="xs" c="dimmed">
            {t.organization.create.guessed}
          </Text>
        </Stack>
        <Button type="submit" size="md" loading={create.isPending}>
          {t.organization.create.submit}
        </Button>
      </Stack>
    </form>
  );
}
