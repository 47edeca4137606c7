import { Button, ColorInput, Group, SimpleGrid, Stack } from '@mantine/core';
import { useState, type FormEvent } from 'react';
import { useT } from '@/i18n';
import { isHexColor } from '@/theme/color';
import { DEFAULT_BRAND } from '@/theme/palette';
import { FormError } from '@/ui/FormError';
import { SaveRow } from '@/ui/SaveRow';
import { Section } from '@/ui/Section';
import { BrandPreview } from './BrandPreview';
import { useSaveOrganization, type SettingsFormProps } from './useSaveOrganization';

const SWATCHES = ['#0f766e', '#2563eb', '#6d4aff', '#b4237a', '#c2410c', '#b08900', '#3f7d20', '#334155'];

/** Key it by the stored colour, so that a colour saved elsewhere shows here. */
export function BrandForm({ organization, readOnly }: SettingsFormProps) {
  const t = useT();
  const stored = organization.brand_color ?? null;
  const [color, setColor] = useState(stored ?? DEFAULT_BRAND);
  const [isDefault, setDefault] = useState(stored === null);
  const { save, isPending, error, reload } = useSaveOrganization(undefined);
  const chosen = isDefault ? null : color.toLowerCase();
  const valid = isDefault || isHexColor(color);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (valid) save(organization, { brand_color: chosen });
  };
  return (
    <Section title={t.organization.brand} hint={t.organization.brandHint}>
      <form onSubmit={submit}>
        <Stack>
          <FormError error={error} />
          <Group align="flex-end">
            <ColorInput
              label={t.organization.brandColor}
              value={color}
              format="hex"
              swatches={SWATCHES}
              swatchesPerRow={8}
              disabled={readOnly}
              eyeDropperButtonProps={{ 'aria-label': t.organization.pickColor }}
              popoverProps={{ withinPortal: true }}
              onChange={(value) => {
                setColor(value);
                setDefault(false);
              }}
              w={220}
            />
            {!readOnly && !isDefault && (
              <Button
                variant="subtle"
                color="gray"
                onClick={() => {
                  setDefault(true);
                  setColor(DEFAULT_BRAND);
                }}
              >
                {t.organization.brandDefault}
              </Button>
            )}
          </Group>
          <SimpleGrid cols={{ base: 1, xs: 2 }}>
            <BrandPreview brand={valid ? color : DEFAULT_BRAND} name={organization.name} scheme="light" />
            <BrandPreview brand={valid ? color : DEFAULT_BRAND} name={organization.name} scheme="dark" />
          </SimpleGrid>
          {!readOnly && <SaveRow dirty={valid && chosen !== stored} loading={isPending} error={error} onReload={reload} />}
        </Stack>
      </form>
    </Section>
  );
}
