import { Button, Skeleton, Stack, Text, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { client } from '@/api/client';
import { useApiMutation } from '@/api/mutation';
import { chooseOrganization } from '@/api/organizationChoice';
import { meQuery } from '@/api/session';
import type { InvitationPreview } from '@/api/types';
import { useLocale, useT, type Locale } from '@/i18n';
import { FormError } from '@/ui/FormError';
import { LinkButton } from '@/ui/LinkButton';
import { validators } from '@/ui/validate';
import { AuthHeading } from './AuthHeading';
import { NewPassword } from './NewPassword';

const route = getRouteApi('/public/accept-invitation');

/** Where the link in an invitation leads. People without an account make one here. */
export function AcceptInvitation() {
  const t = useT();
  const { token } = route.useSearch();
  const invitation = useQuery({
    queryKey: ['invitation', token],
    queryFn: async ({ signal }) => {
      const { data } = await client.POST('/api/v1/invitations/look-up', { body: { token }, signal });
      return data as InvitationPreview;
    },
    retry: false,
  });
  if (invitation.isPending) return <Loading label={t.common.loading} />;
  if (invitation.isError) {
    return (
      <>
        <AuthHeading title={t.auth.invitation.failedTitle} subtitle={t.auth.invitation.failedHint} />
        <LinkButton to="/sign-in" variant="default" fullWidth>
          {t.auth.checkMail.backToSignIn}
        </LinkButton>
      </>
    );
  }
  return <AcceptForm token={token} invitation={invitation.data} />;
}

function Loading({ label }: { label: string }) {
  return (
    <Stack role="status" aria-label={label}>
      <Skeleton height={24} width="70%" />
      <Skeleton height={14} />
      <Skeleton height={42} mt="md" />
    </Stack>
  );
}

function AcceptForm({ token, invitation }: { token: string; invitation: InvitationPreview }) {
  const t = useT();
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  const locale = useLocale();
  const check = validators(t);
  const role = t.common.roles[invitation.role];
  const isNew = invitation.needs_account;
  const form = useForm({
    initialValues: { name: '', password: '' },
    validate: isNew ? { name: check.required, password: check.required } : {},
  });
  const accept = useApiMutation('post', '/api/v1/invitations/accept', {
    form,
    success: t.auth.invitation.joined(invitation.organization_name),
    onSuccess: (me) => {
      const joined = me?.memberships.find(({ organization }) => organization.name === invitation.organization_name);
      chooseOrganization(joined?.organization.id ?? null);
      queryClient.clear();
      void keepLanguage(isNew, locale).then(() => navigate({ to: '/' }));
    },
  });
  const needsSignIn = useNeedsSignIn(isNew, invitation.email);
  return (
    <>
      <AuthHeading
        title={t.auth.invitation.title(invitation.organization_name)}
        subtitle={
          invitation.invited_by === null
            ? t.auth.invitation.invited(role)
            : t.auth.invitation.invitedBy(invitation.invited_by, role)
        }
      />
      <form noValidate onSubmit={form.onSubmit((values) => accept.mutate({ body: isNew ? { token, ...values } : { token } }))}>
        <Stack>
          <FormError error={accept.error} />
          <Text c="dimmed">
            {t.auth.invitation.forAddress(invitation.email)} {isNew && t.auth.invitation.createAccount}
          </Text>
          {isNew && (
            <>
              <TextInput label={t.auth.name} autoComplete="name" {...form.getInputProps('name')} />
              <NewPassword
                label={t.auth.password}
                hints={[form.values.name, invitation.email]}
                {...form.getInputProps('password')}
                value={form.values.password}
              />
            </>
          )}
          {needsSignIn ? (
            <SignInFirst token={token} email={invitation.email} />
          ) : (
            <Button type="submit" size="md" fullWidth loading={accept.isPending}>
              {t.auth.invitation.join}
            </Button>
          )}
        </Stack>
      </form>
    </>
  );
}

/** A new account goes on in the language it was made in. Not worth failing over. */
async function keepLanguage(isNew: boolean, locale: Locale): Promise<void> {
  if (isNew) await client.PATCH('/api/v1/me', { body: { locale } }).catch(() => undefined);
}

/** An existing account has to be the one signed in before it can join. */
function useNeedsSignIn(isNew: boolean, email: string): boolean {
  const me = useQuery({ ...meQuery, enabled: !isNew, retry: false });
  return !isNew && me.data?.user?.email.toLowerCase() !== email.toLowerCase();
}

function SignInFirst({ token, email }: { token: string; email: string }) {
  const t = useT();
  const next = `/accept-invitation?token=${encodeURIComponent(token)}`;
  return (
    <>
      <Text>{t.auth.invitation.signInFirst}</Text>
      <LinkButton to="/sign-in" search={{ next, email }} size="md" fullWidth>
        {t.auth.signIn.submit}
      </LinkButton>
    </>
  );
}
