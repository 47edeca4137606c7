import { Modal, Stack, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useNavigate } from '@tanstack/react-router';
import { useApiMutation } from '@/api/mutation';
import { useSelling, useT } from '@/i18n';
import { FormError } from '@/ui/FormError';
import { SubmitRow } from '@/ui/SubmitRow';
import { validators } from '@/ui/validate';
import { handOver } from '../madeSecrets';
import { needsOf } from '../platforms';
import { EMPTY, atKeyField, isHeader, isToken, newConnection, type ConnectionValues } from './connectionForm';
import { CredentialFields } from './CredentialFields';
import { PlatformSelect } from './PlatformSelect';
import { SchemeFields } from './SchemeFields';
import { ShopField } from './ShopField';

/** Connects a platform; it leads to the page with the address to register there. */
export function ConnectModal({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const t = useT();
  const { channels } = useSelling();
  return (
    <Modal opened={opened} onClose={onClose} title={channels.connectTitle} size="lg" closeButtonProps={{ 'aria-label': t.common.close }}>
      <ConnectForm onClose={onClose} />
    </Modal>
  );
}

function ConnectForm({ onClose }: { onClose: () => void }) {
  const { channels: words } = useSelling();
  const navigate = useNavigate();
  const form = useForm<ConnectionValues>({ initialValues: EMPTY, validate: useChecks() });
  const create = useApiMutation('post', '/api/v1/connections', {
    form: { clearErrors: form.clearErrors, setErrors: (errors) => form.setErrors(atKeyField(errors)) },
    invalidates: ['/api/v1/connections'],
    success: (made) => words.created(made?.name ?? ''),
    onSuccess: (made) => {
      if (!made) return;
      if (made.secret !== null) handOver(made.id, made.secret);
      void navigate({ to: '/connections/$connection', params: { connection: made.id } });
    },
  });
  const { platform } = form.values;
  const submit = (values: ConnectionValues) => {
    if (values.platform !== null) create.mutate({ body: newConnection(values.platform, values) });
  };
  return (
    <form noValidate autoComplete="off" onSubmit={form.onSubmit(submit)}>
      <Stack>
        <FormError error={create.error} />
        <PlatformSelect {...form.getInputProps('platform')} value={platform} />
        <TextInput label={words.name} placeholder={words.namePlaceholder} maxLength={100} {...form.getInputProps('name')} />
        <ShopField {...form.getInputProps('shop_id')} />
        {platform !== null && needsOf(platform, undefined).scheme && <SchemeFields form={form} />}
        {platform !== null && <CredentialFields form={form} platform={platform} />}
        <SubmitRow label={words.connect} loading={create.isPending} onCancel={onClose} />
      </Stack>
    </form>
  );
}

/** What can be said before the server is asked. */
function useChecks() {
  const t = useT();
  const { channels: words } = useSelling();
  const { required } = validators(t);
  const needs = ({ platform, settings }: ConnectionValues) =>
    platform === null ? null : needsOf(platform, settings.scheme.kind);
  const schemeKind = (values: ConnectionValues) => (needs(values)?.scheme ? values.settings.scheme.kind : null);
  return {
    platform: (platform: ConnectionValues['platform']) => (platform === null ? words.platformNeeded : null),
    name: required,
    secret: (secret: string, values: ConnectionValues) => {
      if (values.platform === 'ebay' && secret.trim() !== '') return isToken(secret) ? null : words.tokenInvalid;
      return null;
    },
    settings: {
      scheme: {
        header: (header: string, values: ConnectionValues) =>
          ['hmac', 'api_key'].includes(schemeKind(values) ?? '') && !isHeader(header) ? words.headerInvalid : null,
        username: (username: string, values: ConnectionValues) => (schemeKind(values) === 'basic' ? required(username) : null),
      },
    },
  };
}
