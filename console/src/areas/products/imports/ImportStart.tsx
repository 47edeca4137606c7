import { Button, Group, Select } from '@mantine/core';
import { useState } from 'react';
import { useApiMutation } from '@/api/mutation';
import type { OnExisting, ProductImport } from '@/api/types';
import { useLocale, useSelling } from '@/i18n';
import { Section } from '@/ui/Section';

const CHOICES: readonly OnExisting[] = ['skip', 'update'];

/** How an import is to go, and the buttons that begin it. */
export function ImportStart({ item }: { item: ProductImport }) {
  const { imports: words } = useSelling();
  const format = new Intl.NumberFormat(useLocale());
  const number = (value: number) => format.format(value);
  const [existing, setExisting] = useState<OnExisting>(item.on_existing);
  const start = useApiMutation('post', '/api/v1/product-imports/{import_id}/start', {
    invalidates: ['/api/v1/product-imports', '/api/v1/product-imports/{import_id}', '/api/v1/product-imports/{import_id}/failures'],
  });
  const begin = (dry_run: boolean) =>
    start.mutate({ params: { path: { import_id: item.id } }, body: { dry_run, on_existing: existing } });
  return (
    <Section title={words.import}>
      <Group align="flex-end" gap="sm">
        <Select
          label={words.existing}
          value={existing}
          onChange={(value) => setExisting(value ?? 'skip')}
          data={CHOICES.map((value) => ({ value, label: words.existings[value] }))}
          allowDeselect={false}
          w={{ base: '100%', xs: 260 }}
        />
        <Button variant="default" onClick={() => begin(true)} disabled={start.isPending}>
          {words.try}
        </Button>
        <Button onClick={() => begin(false)} loading={start.isPending}>
          {words.start(number(item.products))}
        </Button>
      </Group>
    </Section>
  );
}
