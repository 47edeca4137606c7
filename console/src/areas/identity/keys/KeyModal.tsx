import { Button, Group, Input, Modal, SegmentedControl, Stack, Text, Textarea, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useApiMutation } from '@/api/mutation';
import type { ApiKey } from '@/api/types';
import { useT } from '@/i18n';
import { FormError } from '@/ui/FormError';
import { validators } from '@/ui/validate';
import { endOfDay, linesOf, toDay, tomorrow } from './keyForm';
import { ScopePicker } from './ScopePicker';

interface Props {
  opened: boolean;
  /** The key to edit; without one a new key is made. */
  apiKey: ApiKey | null;
  onClose: () => void;
  onIssued: (secret: string) => void;
}

export function KeyModal({ opened, apiKey, onClose, onIssued }: Props) {
  const t = useT();
  const title = apiKey === null ? t.keys.createTitle : t.keys.editTitle(apiKey.name);
  return (
    <Modal opened={opened} onClose={onClose} title={title} size="lg" closeButtonProps={{ 'aria-label': t.common.close }}>
      <KeyForm apiKey={apiKey} onClose={onClose} onIssued={onIssued} />
    </Modal>
  );
}

function KeyForm({ apiKey, onClose, onIssued }: Omit<Props, 'opened'>) {
  const t = useT();
  const form = useForm({
    initialValues: {
      name: apiKey?.name ?? '',
      mode: apiKey?.mode ?? ('live'),
      scopes: apiKey?.scopes ?? [],
      expires_at: toDay(apiKey?.expires_at ?? null),
      ip_allow_list: (apiKey?.ip_allow_list ?? []).join('\n'),
    },
    validate: {
      name: validators(t).required,
      scopes: (scopes) => (scopes.length === 0 ? t.keys.scopesNeeded : null),
      expires_at: (day) => (day !== '' && day < tomorrow() ? t.common.tomorrowOrLater : null),
    },
  });
  const create = useApiMutation('post', '/api/v1/api-keys', {
    form,
    invalidates: ['/api/v1/api-keys'],
    onSuccess: (issued) => issued && onIssued(issued.secret),
  });
  const edit = useApiMutation('patch', '/api/v1/api-keys/{api_key_id}', {
    form,
    invalidates: ['/api/v1/api-keys'],
    success: t.keys.edited,
    onSuccess: onClose,
  });
  const submit = ({ mode, ...values }: typeof form.values) => {
    const shared = {
      name: values.name.trim(),
      scopes: values.scopes,
      expires_at: endOfDay(values.expires_at),
      ip_allow_list: linesOf(values.ip_allow_list),
    };
    if (apiKey === null) create.mutate({ body: { ...shared, mode } });
    else edit.mutate({ params: { path: { api_key_id: apiKey.id } }, body: shared });
  };
  return (
    <form noValidate onSubmit={form.onSubmit(submit)}>
      <Stack>
        <FormError error={create.error ?? edit.error} />
        <TextInput
          data-autofocus
          label={t.keys.name}
          description={t.keys.nameHint}
          placeholder={t.keys.namePlaceholder}
          {...form.getInputProps('name')}
        />
        {apiKey === null && <ModePicker {...form.getInputProps('mode')} value={form.values.mode} />}
        <ScopePicker {...form.getInputProps('scopes')} value={form.values.scopes} />
        <Group grow align="flex-start" preventGrowOverflow={false}>
          <TextInput
            type="date"
            label={t.keys.expires}
            description={t.keys.expiresHint}
            min={tomorrow()}
            {...form.getInputProps('expires_at')}
          />
        </Group>
        <Textarea
          label={t.keys.ipAllowList}
          description={t.keys.ipAllowListHint}
          autosize
          minRows={2}
          maxRows={6}
          classNames={{ input: 'mono' }}
          {...form.getInputProps('ip_allow_list')}
        />
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>
            {t.common.cancel}
          </Button>
          <Button type="submit" loading={create.isPending || edit.isPending}>
            {apiKey === null ? t.keys.create : t.common.save}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

function ModePicker({ value, onChange }: { value: ApiKey['mode']; onChange: (mode: string) => void }) {
  const t = useT();
  return (
    <Input.Wrapper label={t.keys.mode} labelElement="div">
      <Stack gap={6}>
        <SegmentedControl
          mt={4}
          aria-label={t.keys.mode}
          value={value}
          onChange={onChange}
          data={[
            { value: 'live', label: t.keys.modes.live },
            { value: 'test', label: t.keys.modes.test },
          ]}
        />
        <Text size="xs" c="dimmed">
          {t.keys.modeHint[value]}
        </Text>
      </Stack>
    </Input.Wrapper>
  );
}
