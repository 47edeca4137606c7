import { PasswordInput, TagsInput, Textarea, TextInput } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import type { ConnectionPlatform } from '@/api/types';
import { useSelling } from '@/i18n';
import { needsOf } from '../platforms';
import type { ConnectionValues } from './connectionForm';

interface Props {
  form: UseFormReturnType<ConnectionValues>;
  platform: ConnectionPlatform;
}

/** Exactly what this platform's webhooks are verified with. */
export function CredentialFields({ form, platform }: Props) {
  const { channels: words } = useSelling();
  const needs = needsOf(platform, form.values.settings.scheme.kind);
  const hintIn = (hints: Record<string, string>) => hints[platform];
  const madeHint = platform === 'ebay' ? words.tokenMade : words.secretMade;
  return (
    <>
      {needs.webhookId && (
        <TextInput
          label={words.webhookId}
          description={words.webhookIdHint}
          maxLength={300}
          classNames={{ input: 'mono' }}
          {...form.getInputProps('settings.webhook_id')}
        />
      )}
      {needs.recipients && (
        <TagsInput
          label={words.recipients}
          description={hintIn(words.recipientsHints)}
          acceptValueOnBlur
          maxTags={20}
          classNames={{ input: 'mono' }}
          {...form.getInputProps('settings.recipients')}
        />
      )}
      {needs.secret !== 'none' && (
        <PasswordInput
          label={words.secret}
          description={needs.secret === 'made' ? madeHint : hintIn(words.secretHints)}
          autoComplete="new-password"
          maxLength={500}
          classNames={{ innerInput: 'mono' }}
          {...form.getInputProps('secret')}
        />
      )}
      {needs.key && <KeyField hint={hintIn(words.keyHints)} {...form.getInputProps('public_key')} />}
    </>
  );
}

/** A public key or a certificate, as a person copied it. */
export function KeyField({ hint, ...input }: { hint: string | undefined }) {
  const { channels } = useSelling();
  return (
    <Textarea
      label={channels.publicKey}
      description={hint}
      placeholder={channels.publicKeyPlaceholder}
      autosize
      minRows={4}
      maxRows={10}
      spellCheck={false}
      classNames={{ input: 'mono' }}
      {...input}
    />
  );
}
