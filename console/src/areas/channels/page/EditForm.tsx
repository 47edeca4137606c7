import { Stack, TagsInput, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useState } from 'react';
import type { Connection } from '@/api/types';
import { useSelling, useT } from '@/i18n';
import { FormError } from '@/ui/FormError';
import { SaveRow } from '@/ui/SaveRow';
import { validators } from '@/ui/validate';
import { ShopField } from '../connections/ShopField';
import { needsOf } from '../platforms';
import { useChange } from './useChange';

interface Props {
  connection: Connection;
  reload: () => Promise<Connection | undefined>;
  onClose: () => void;
}

/** Another name, another shop, and what of its settings may change. */
export function EditForm({ connection, reload, onClose }: Props) {
  const t = useT();
  const { channels: words } = useSelling();
  // The page looks for news all the time; what is edited is what was there when the form was opened.
  const [begun, setBegun] = useState(connection);
  const needs = needsOf(begun.platform, begun.settings.scheme?.kind);
  const form = useForm({ initialValues: valuesOf(begun), validate: { name: validators(t).required } });
  const save = useChange(begun, { form, success: t.common.saved, onDone: onClose });
  const loadTheirs = async () => {
    const newer = await reload();
    if (newer === undefined) return;
    setBegun(newer);
    form.setInitialValues(valuesOf(newer));
    form.setValues(valuesOf(newer));
    save.reset();
  };
  return (
    <form
      noValidate
      onSubmit={form.onSubmit(({ name, shop_id, settings }) =>
        save.change({
          name: name.trim(),
          shop_id,
          ...((needs.recipients || needs.webhookId) && {
            settings: {
              scheme: begun.settings.scheme,
              recipients: settings.recipients,
              webhook_id: needs.webhookId ? settings.webhook_id.trim() : null,
            },
          }),
        }),
      )}
    >
      <Stack>
        <FormError error={save.error} />
        <TextInput data-autofocus label={words.name} maxLength={100} {...form.getInputProps('name')} />
        <ShopField {...form.getInputProps('shop_id')} />
        {needs.webhookId && (
          <TextInput label={words.webhookId} maxLength={300} classNames={{ input: 'mono' }} {...form.getInputProps('settings.webhook_id')} />
        )}
        {needs.recipients && (
          <TagsInput
            label={words.recipients}
            acceptValueOnBlur
            maxTags={20}
            classNames={{ input: 'mono' }}
            {...form.getInputProps('settings.recipients')}
          />
        )}
        <SaveRow dirty={form.isDirty()} loading={save.isPending} error={save.error} onReload={() => void loadTheirs()} onCancel={onClose} />
      </Stack>
    </form>
  );
}

function valuesOf({ name, shop_id, settings }: Connection) {
  return { name, shop_id, settings: { recipients: settings.recipients ?? [], webhook_id: settings.webhook_id ?? '' } };
}
