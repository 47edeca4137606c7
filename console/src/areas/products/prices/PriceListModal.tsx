import { Modal, Select, Stack, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMemo } from 'react';
import { useApiMutation } from '@/api/mutation';
import { useSignedIn } from '@/api/session';
import type { PriceList } from '@/api/types';
import { useLocale, useSelling, useT } from '@/i18n';
import { FormError } from '@/ui/FormError';
import { SubmitRow } from '@/ui/SubmitRow';
import { currencyOptions } from '@/ui/region';
import { validators } from '@/ui/validate';

interface Props {
  opened: boolean;
  /** The list to rename; `null` makes a new one. */
  renamed: PriceList | null;
  onClose: () => void;
  onSaved: (list: PriceList) => void;
}

/** What a price list is called, and for a new one its currency, which never changes. */
export function PriceListModal({ opened, renamed, onClose, onSaved }: Props) {
  const t = useT();
  const { priceLists: words } = useSelling();
  const title = renamed === null ? words.create : words.renameTitle(renamed.name);
  return (
    <Modal opened={opened} onClose={onClose} title={title} closeButtonProps={{ 'aria-label': t.common.close }}>
      {opened && <ListForm renamed={renamed} onClose={onClose} onSaved={onSaved} />}
    </Modal>
  );
}

function ListForm({ renamed, onClose, onSaved }: Omit<Props, 'opened'>) {
  const t = useT();
  const { priceLists: words } = useSelling();
  const { organization } = useSignedIn();
  const locale = useLocale();
  const currencies = useMemo(() => currencyOptions(locale), [locale]);
  const form = useForm({
    initialValues: { name: renamed?.name ?? '', currency: renamed?.currency ?? organization.currency },
    validate: { name: validators(t).required },
  });
  const options = {
    form,
    invalidates: ['/api/v1/price-lists', '/api/v1/price-lists/{price_list_id}'] as const,
    success: t.common.saved,
    onSuccess: (list: PriceList | undefined) => list && onSaved(list),
  };
  const create = useApiMutation('post', '/api/v1/price-lists', options);
  const rename = useApiMutation('patch', '/api/v1/price-lists/{price_list_id}', options);
  const submit = ({ name, currency }: { name: string; currency: string }) => {
    if (renamed === null) create.mutate({ body: { name: name.trim(), currency } });
    else {
      const header = { 'If-Match': `"${renamed.version}"` };
      rename.mutate({ params: { path: { price_list_id: renamed.id }, header }, body: { name: name.trim() } });
    }
  };
  return (
    <form noValidate onSubmit={form.onSubmit(submit)}>
      <Stack>
        <FormError error={create.error ?? rename.error} />
        <TextInput data-autofocus label={words.name} placeholder={words.namePlaceholder} {...form.getInputProps('name')} />
        {renamed === null && (
          <Select
            searchable
            allowDeselect={false}
            limit={300}
            label={words.currency}
            nothingFoundMessage={t.common.noMatch}
            data={currencies}
            inputWrapperOrder={['label', 'input', 'description', 'error']}
            description={words.currencyHint}
            {...form.getInputProps('currency')}
          />
        )}
        <SubmitRow
          label={renamed === null ? words.create : t.common.save}
          loading={create.isPending || rename.isPending}
          onCancel={onClose}
        />
      </Stack>
    </form>
  );
}
