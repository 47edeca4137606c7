import { Select, Stack, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useEffect } from 'react';
import type { Organization } from '@/api/types';
import { LOCALES, useT } from '@/i18n';
import { FormError } from '@/ui/FormError';
import { SaveRow } from '@/ui/SaveRow';
import { Section } from '@/ui/Section';
import { validators } from '@/ui/validate';
import { RegionFields } from './RegionFields';
import { useSaveOrganization, type SettingsFormProps } from './useSaveOrganization';

function valuesOf({ name, country, currency, locale, time_zone }: Organization) {
  return { name, country: country ?? null, currency, locale, time_zone };
}

export function GeneralForm({ organization, readOnly }: SettingsFormProps) {
  const t = useT();
  const form = useForm({ initialValues: valuesOf(organization), validate: { name: validators(t).required } });
  const { save, isPending, error, reload } = useSaveOrganization(form);
  const { initialize, setInitialValues, setValues } = form;
  useEffect(() => {
    // Another form on the page, or another person, may have saved a newer version.
    const values = valuesOf(organization);
    initialize(values);
    setInitialValues(values);
    setValues(values);
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [organization.version]);
  return (
    <Section title={t.organization.general}>
      <form noValidate onSubmit={form.onSubmit((values) => save(organization, values))}>
        <Stack>
          <FormError error={error} />
          <TextInput label={t.organization.name} disabled={readOnly} {...form.getInputProps('name')} />
          <RegionFields field={(name) => form.getInputProps(name)} disabled={readOnly}>
            <Select
              label={t.organization.language}
              description={t.organization.languageHint}
              allowDeselect={false}
              disabled={readOnly}
              data={LOCALES.map((value) => ({ value, label: t.common.languages[value] }))}
              {...form.getInputProps('locale')}
            />
          </RegionFields>
          {!readOnly && <SaveRow dirty={form.isDirty()} loading={isPending} error={error} onReload={reload} />}
        </Stack>
      </form>
    </Section>
  );
}
