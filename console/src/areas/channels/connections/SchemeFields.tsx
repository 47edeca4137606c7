import { Select, SimpleGrid, TextInput } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import { useSelling } from '@/i18n';
import type { ConnectionValues } from './connectionForm';

const KINDS = ['hmac', 'standard_webhooks', 'basic', 'api_key'] as const;
const ENCODINGS = ['hex', 'base64'] as const;
const SIGNED = ['body', 'url_and_body'] as const;
const HASHES = [{ value: 'sha256', label: 'SHA-256' }, { value: 'sha512', label: 'SHA-512' }, { value: 'sha1', label: 'SHA-1' }];

/** How a source that is no known platform proves itself. */
export function SchemeFields({ form }: { form: UseFormReturnType<ConnectionValues> }) {
  const { channels: words } = useSelling();
  const { kind } = form.values.settings.scheme;
  const field = (name: string) => form.getInputProps(`settings.scheme.${name}`);
  const header = (
    <TextInput label={words.header} placeholder={words.headerPlaceholder} maxLength={100} classNames={{ input: 'mono' }} {...field('header')} />
  );
  const prefix = (
    <TextInput
      label={words.prefix}
      inputWrapperOrder={['label', 'input', 'description', 'error']}
      description={words.prefixHint}
      maxLength={100}
      classNames={{ input: 'mono' }}
      {...field('prefix')}
    />
  );
  return (
    <>
      <Select
        label={words.schemeKind}
        allowDeselect={false}
        data={KINDS.map((value) => ({ value, label: words.schemes[value] }))}
        {...field('kind')}
        error={form.errors['settings.scheme']}
      />
      {kind === 'basic' && <TextInput label={words.username} maxLength={200} {...field('username')} />}
      {kind === 'api_key' && (
        <SimpleGrid cols={{ base: 1, xs: 2 }}>
          {header}
          {prefix}
        </SimpleGrid>
      )}
      {kind === 'hmac' && (
        <SimpleGrid cols={{ base: 1, xs: 2 }}>
          {header}
          <Select label={words.hash} allowDeselect={false} data={HASHES} {...field('hash')} />
          <Select
            label={words.encoding}
            allowDeselect={false}
            data={ENCODINGS.map((value) => ({ value, label: words.encodings[value] }))}
            {...field('encoding')}
          />
          <Select
            label={words.signed}
            allowDeselect={false}
            data={SIGNED.map((value) => ({ value, label: words.signedContents[value] }))}
            {...field('signed')}
          />
          {prefix}
        </SimpleGrid>
      )}
    </>
  );
}
