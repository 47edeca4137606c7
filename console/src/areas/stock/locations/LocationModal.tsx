import { Button, Group, Modal, NumberInput, Select, SimpleGrid, Stack, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useQueryClient } from '@tanstack/react-query';
import { useApiMutation } from '@/api/mutation';
import type { Location } from '@/api/types';
import { useLocale, useSelling, useT } from '@/i18n';
import { FormError } from '@/ui/FormError';
import { countryOptions } from '@/ui/region';
import { SaveRow } from '@/ui/SaveRow';
import { validators } from '@/ui/validate';

interface Props {
  opened: boolean;
  /** The one to edit; without one a new one is made. */
  location: Location | null;
  onClose: () => void;
}

export function LocationModal({ opened, location, onClose }: Props) {
  const t = useT();
  const { locations: words } = useSelling();
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={location === null ? words.createTitle : words.editTitle(location.name)}
      closeButtonProps={{ 'aria-label': t.common.close }}
    >
      <LocationForm key={location?.version} location={location} onClose={onClose} />
    </Modal>
  );
}

function LocationForm({ location, onClose }: Omit<Props, 'opened'>) {
  const t = useT();
  const { locations: words } = useSelling();
  const locale = useLocale();
  const queryClient = useQueryClient();
  const address = location?.address;
  const form = useForm({
    initialValues: {
      name: location?.name ?? '',
      priority: location === null ? '' : String(location.priority),
      state: location?.state ?? ('active' as const),
      address: {
        line1: address?.line1 ?? '',
        postal_code: address?.postal_code ?? '',
        city: address?.city ?? '',
        country: address?.country ?? null,
      },
    },
    validate: { name: validators(t).required },
  });
  const options = { form, invalidates: ['/api/v1/locations'] as const, success: t.common.saved, onSuccess: onClose };
  const create = useApiMutation('post', '/api/v1/locations', options);
  const edit = useApiMutation('patch', '/api/v1/locations/{location_id}', options);
  const submit = ({ state, ...values }: typeof form.values) => {
    const { line1, postal_code, city, country } = values.address;
    const body = {
      name: values.name.trim(),
      priority: values.priority === '' ? null : Number(values.priority),
      address: { ...address, line1: line1.trim() || null, postal_code: postal_code.trim() || null, city: city.trim() || null, country },
    };
    if (location === null) create.mutate({ body });
    else {
      const header = { 'If-Match': `"${location.version}"` };
      edit.mutate({ params: { path: { location_id: location.id }, header }, body: { ...body, state } });
    }
  };
  return (
    <form noValidate onSubmit={form.onSubmit(submit)}>
      <Stack>
        <FormError error={create.error ?? edit.error} />
        <TextInput data-autofocus label={words.name} placeholder={words.namePlaceholder} {...form.getInputProps('name')} />
        <TextInput label={words.line1} {...form.getInputProps('address.line1')} />
        <SimpleGrid cols={2}>
          <TextInput label={words.postalCode} {...form.getInputProps('address.postal_code')} />
          <TextInput label={words.city} {...form.getInputProps('address.city')} />
        </SimpleGrid>
        <Select searchable clearable limit={300} label={words.country} data={countryOptions(locale)} {...form.getInputProps('address.country')} />
        <NumberInput label={words.priority} description={words.priorityHint} min={0} allowDecimal={false} {...form.getInputProps('priority')} />
        {location !== null && (
          <Select
            label={words.state}
            allowDeselect={false}
            data={(['active', 'archived'] as const).map((value) => ({ value, label: words.states[value] }))}
            {...form.getInputProps('state')}
          />
        )}
        {location === null ? (
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={onClose}>
              {t.common.cancel}
            </Button>
            <Button type="submit" loading={create.isPending}>
              {words.create}
            </Button>
          </Group>
        ) : (
          <SaveRow
            dirty={form.isDirty()}
            loading={edit.isPending}
            error={edit.error}
            onReload={() => {
              void queryClient.invalidateQueries({ queryKey: ['/api/v1/locations'] });
              onClose();
            }}
            onCancel={onClose}
          />
        )}
      </Stack>
    </form>
  );
}
