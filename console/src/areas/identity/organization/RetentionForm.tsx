import { NumberInput, Stack } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useT } from '@/i18n';
import { FormError } from '@/ui/FormError';
import { SaveRow } from '@/ui/SaveRow';
import { Section } from '@/ui/Section';
import { useSaveOrganization, type SettingsFormProps } from './useSaveOrganization';

export function RetentionForm({ organization, readOnly }: SettingsFormProps) {
  const t = useT();
  const form = useForm({ initialValues: { event_retention_days: organization.event_retention_days } });
  const { save, isPending, error, reload } = useSaveOrganization(form, () => form.resetDirty());
  return (
    <Section title={t.organization.history}>
      <form noValidate onSubmit={form.onSubmit((values) => save(organization, values))}>
        <Stack>
          <FormError error={error} />
          <NumberInput
            label={t.organization.retention}
            description={t.organization.retentionHint}
            suffix={t.organization.retentionUnit}
            min={1}
            max={3650}
            allowDecimal={false}
            disabled={readOnly}
            maw={280}
            {...form.getInputProps('event_retention_days')}
          />
          {!readOnly && <SaveRow dirty={form.isDirty()} loading={isPending} error={error} onReload={reload} />}
        </Stack>
      </form>
    </Section>
  );
}
