import { Alert, Button, Group, Progress, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { useApiMutation } from '@/api/mutation';
import type { ProductImport } from '@/api/types';
import { useLocale, useSelling } from '@/i18n';
import { ConfirmModal } from '@/ui/ConfirmModal';
import { Facts } from '@/ui/Facts';
import { Section } from '@/ui/Section';
import { ImportBadge } from './importColumns';

const STALE = ['/api/v1/product-imports', '/api/v1/product-imports/{import_id}', '/api/v1/products'] as const;

/** How far an import is, what came of it, and how to stop or undo it. */
export function ImportProgress({ item }: { item: ProductImport }) {
  const { imports: words } = useSelling();
  const format = new Intl.NumberFormat(useLocale());
  const number = (value: number) => format.format(value);
  const path = { import_id: item.id };
  const [asking, setAsking] = useState(false);
  const cancel = useApiMutation('post', '/api/v1/product-imports/{import_id}/cancel', { invalidates: STALE });
  const undo = useApiMutation('post', '/api/v1/product-imports/{import_id}/undo', {
    invalidates: STALE,
    onSuccess: () => setAsking(false),
  });
  const ended = item.state === 'done' || item.state === 'canceled';
  const busy = item.state === 'running' || item.state === 'undoing';
  const told = words.progress(number(item.position), number(item.products));
  const counts = [
    [words.created, number(item.created)],
    [words.updated, number(item.updated)],
    [words.skipped, number(item.skipped)],
    [words.failed, number(item.failed)],
    ...(item.kept > 0 ? [[words.kept, number(item.kept)] as const] : []),
  ] as const;
  const action = item.state === 'running' ? (
    <Button variant="default" onClick={() => cancel.mutate({ params: { path } })} loading={cancel.isPending}>
      {words.cancel}
    </Button>
  ) : ended && !item.dry_run ? (
    <Button variant="default" color="red" onClick={() => setAsking(true)}>
      {words.undo}
    </Button>
  ) : null;
  return (
    <Section title={told} actions={<Group gap="sm">{action}</Group>}>
      <Stack>
        <Group gap="sm">
          <ImportBadge item={item} words={words} />
        </Group>
        <Progress.Root size="lg">
          <Progress.Section
            value={item.products === 0 ? 100 : (item.position / item.products) * 100}
            animated={busy}
            striped={busy}
            aria-label={told}
          />
        </Progress.Root>
        {item.dry_run && item.state === 'done' && (
          <Alert variant="light">
            <Text>{words.triedDone}</Text>
          </Alert>
        )}
        <Facts items={counts} />
      </Stack>
      <ConfirmModal
        opened={asking}
        onClose={() => setAsking(false)}
        onConfirm={() => undo.mutate({ params: { path } })}
        title={words.undoTitle}
        body={words.undoBody}
        confirmLabel={words.undo}
        loading={undo.isPending}
      />
    </Section>
  );
}
