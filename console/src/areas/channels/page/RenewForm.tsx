import { Button, PasswordInput, Stack, Text } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useState } from 'react';
import type { Connection } from '@/api/types';
import { useSelling, useT } from '@/i18n';
import { CodeBlock } from '@/ui/CodeBlock';
import { FormError } from '@/ui/FormError';
import { SaveRow } from '@/ui/SaveRow';
import { validators } from '@/ui/validate';
import { atKeyField, isToken, keyOf } from '../connections/connectionForm';
import { KeyField } from '../connections/CredentialFields';
import { newSecret } from '../newSecret';
import { needsOf } from '../platforms';
import { useChange } from './useChange';

interface Props {
  what: 'secret' | 'key';
  connection: Connection;
  reload: () => Promise<Connection | undefined>;
  onClose: () => void;
}

/** Puts another secret or key in the place of the one that verifies. */
export function RenewForm({ what, connection, reload, onClose }: Props) {
  const t = useT();
  const { channels: words } = useSelling();
  const { required } = validators(t);
  const { platform } = connection;
  const form = useForm({
    initialValues: { secret: '', public_key: '' },
    validate: {
      secret: (secret) => {
        if (what === 'secret' && platform === 'ebay') return isToken(secret) ? null : words.tokenInvalid;
        return what === 'secret' ? required(secret) : null;
      },
      public_key: (key) => (what === 'key' ? required(key) : null),
    },
  });
  const save = useChange(connection, {
    form: { clearErrors: form.clearErrors, setErrors: (errors) => form.setErrors(atKeyField(errors)) },
    success: words.renewed,
    onDone: onClose,
  });
  const keyHints: Record<string, string> = words.keyHints;
  const [made, setMade] = useState<string | null>(null);
  const make = () => {
    const secret = newSecret(platform);
    setMade(secret);
    form.setFieldValue('secret', secret);
  };
  const mayMake = needsOf(platform, connection.settings.scheme?.kind).secret === 'made';
  return (
    <form
      noValidate
      autoComplete="off"
      onSubmit={form.onSubmit(({ secret, public_key }) =>
        save.change(what === 'secret' ? { secret: secret.trim() } : keyOf(public_key)),
      )}
    >
      <Stack>
        <FormError error={save.error} />
        <Text c="dimmed">{what === 'secret' ? words.renewBody : words.renewKeyBody}</Text>
        {what === 'secret' ? (
          <>
            <PasswordInput
              data-autofocus
              label={words.newSecret}
              autoComplete="new-password"
              maxLength={500}
              classNames={{ innerInput: 'mono' }}
              {...form.getInputProps('secret')}
            />
            {mayMake && made === null && (
              <Button variant="default" onClick={make} style={{ alignSelf: 'flex-start' }}>
                {words.makeSecret}
              </Button>
            )}
            {made !== null && form.values.secret === made && (
              <>
                <Text size="sm">{words.madeWarning}</Text>
                <CodeBlock code={made} label={words.newSecret} wrap />
              </>
            )}
          </>
        ) : (
          <KeyField hint={keyHints[platform]} {...form.getInputProps('public_key')} />
        )}
        <SaveRow
          label={what === 'secret' ? words.renew : words.renewKey}
          dirty={form.isDirty()}
          loading={save.isPending}
          error={save.error}
          onReload={() => {
            void reload();
            save.reset();
          }}
          onCancel={onClose}
        />
      </Stack>
    </form>
  );
}
