import { Modal, NumberInput, Select, Stack, Textarea, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useQueryClient } from '@tanstack/react-query';
import { useApiMutation } from '@/api/mutation';
import { useSignedIn } from '@/api/session';
import type { Supplier } from '@/api/types';
import { useLocale, useSelling, useT } from '@/i18n';
import { FormError } from '@/ui/FormError';
import { currencyOptions } from '@/ui/region';
import { SaveRow } from '@/ui/SaveRow';
import { validators } from '@/ui/validate';

interface Props {
  opened: boolean;
  /** The one that is changed, or none for a new one. */
  supplier: Supplier | null;
  onClose: () => void;
  onCreated?: (id: string) => void;
}

export function SupplierModal({ opened, supplier, onClose, onCreated }: Props) {
  const t = useT();
  const { suppliers: words } = useSelling();
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={supplier === null ? words.createTitle : words.editTitle(supplier.name)}
      closeButtonProps={{ 'aria-label': t.common.close }}
    >
      <SupplierForm key={supplier?.version} supplier={supplier} onClose={onClose} onCreated={onCreated} />
    </Modal>
  );
}

function SupplierForm({ supplier, onClose, onCreated }: Omit<Props, 'opened'>) {
  const t = useT();
  const { suppliers: words } = useSelling();
  const locale = useLocale();
  const { organization } = useSignedIn();
  const queryClient = useQueryClient();
  const form = useForm({
    initialValues: {
      name: supplier?.name ?? '',
      email: supplier?.email ?? '',
      phone: supplier?.phone ?? '',
      currency: supplier?.currency ?? organization.currency,
      lead_time_days: supplier?.lead_time_days == null ? '' : String(supplier.lead_time_days),
      note: supplier?.note ?? '',
      state: supplier?.state ?? ('active' as const),
    },
    validate: {
      name: validators(t).required,
      email: (email) => (email.trim() === '' ? null : validators(t).email(email)),
    },
  });
  const shared = { form, invalidates: ['/api/v1/suppliers', '/api/v1/suppliers/{supplier_id}'] as const };
  const create = useApiMutation('post', '/api/v1/suppliers', {
    ...shared,
    success: words.created(form.values.name),
    onSuccess: (made) => (made && onCreated ? onCreated(made.id) : onClose()),
  });
  const edit = useApiMutation('patch', '/api/v1/suppliers/{supplier_id}', { ...shared, success: t.common.saved, onSuccess: onClose });
  const submit = ({ currency, state, ...values }: typeof form.values) => {
    const body = {
      name: values.name.trim(),
      email: values.email.trim() || null,
      phone: values.phone.trim() || null,
      note: values.note.trim() || null,
      lead_time_days: values.lead_time_days === '' ? null : Number(values.lead_time_days),
    };
    if (supplier === null) create.mutate({ body: { ...body, currency } });
    else {
      const header = { 'If-Match': `"${supplier.version}"` };
      edit.mutate({ params: { path: { supplier_id: supplier.id }, header }, body: { ...body, state } });
    }
  };
  return (
    <form noValidate onSubmit={form.onSubmit(submit)}>
      <Stack>
        <FormError error={create.error ?? edit.error} />
        <TextInput data-autofocus label={words.name} placeholder={words.namePlaceholder} {...form.getInputProps('name')} />
        <TextInput type="email" label={words.email} {...form.getInputProps('email')} />
        <TextInput type="tel" label={words.phone} {...form.getInputProps('phone')} />
        {supplier === null && (
          <Select
            label={words.currency}
            description={words.currencyHint}
            searchable
            allowDeselect={false}
            data={currencyOptions(locale)}
            {...form.getInputProps('currency')}
          />
        )}
        <NumberInput label={words.leadTime} description={words.leadTimeHint} min={0} max={730} allowDecimal={false} {...form.getInputProps('lead_time_days')} />
        <Textarea label={words.note} autosize minRows={2} {...form.getInputProps('note')} />
        {supplier !== null && (
          <Select
            label={words.state}
            allowDeselect={false}
            data={(['active', 'archived'] as const).map((value) => ({ value, label: words.states[value] }))}
            {...form.getInputProps('state')}
          />
        )}
        <SaveRow
          dirty={supplier === null || form.isDirty()}
          loading={create.isPending || edit.isPending}
          error={edit.error}
          onCancel={onClose}
          onReload={() => {
            edit.reset();
            void queryClient.invalidateQueries({ queryKey: ['/api/v1/suppliers/{supplier_id}'] });
          }}
        />
      </Stack>
    </form>
  );
}
