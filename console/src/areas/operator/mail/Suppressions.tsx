import { Button } from '@mantine/core';
import { IconMailOff, IconPlus } from '@tabler/icons-react';
import { useMemo, useState } from 'react';
import { useApiMutation } from '@/api/mutation';
import { useApiList } from '@/api/query';
import type { Suppression } from '@/api/types';
import { useSignedIn } from '@/api/session';
import { useT, type Catalogue } from '@/i18n';
import { ConfirmModal } from '@/ui/ConfirmModal';
import { DataTable, columnsOf } from '@/ui/DataTable';
import { EmptyState } from '@/ui/EmptyState';
import { Page } from '@/ui/Page';
import { Time } from '@/ui/Time';
import { SuppressionModal } from './SuppressionModal';

const helper = columnsOf<Suppression>();

function suppressionColumns(t: Catalogue, mayChange: boolean, onRemove: (suppression: Suppression) => void) {
  return helper.columns([
    helper.accessor('email', {
      header: t.operator.suppressions.email,
      meta: { card: 'title' },
      cell: ({ getValue }) => getValue() ?? <i>{t.operator.suppressions.erased}</i>,
    }),
    helper.accessor('reason', {
      header: t.operator.suppressions.reason,
      cell: ({ getValue }) => t.operator.suppressions.reasons[getValue()],
    }),
    helper.accessor('created_at', {
      header: t.operator.suppressions.since,
      cell: ({ getValue }) => <Time at={getValue()} mode="date" />,
    }),
    helper.display({
      id: 'actions',
      header: '',
      meta: { card: 'actions', align: 'right' },
      cell: ({ row: { original } }) => mayChange && (
        <Button size="xs" variant="default" onClick={() => onRemove(original)}>
          {t.operator.suppressions.remove}
        </Button>
      ),
    }),
  ]);
}

export function Suppressions() {
  const t = useT();
  const mayChange = useSignedIn().can('operator.manage');
  const list = useApiList('/api/v1/operator/mail-suppressions');
  const [adding, setAdding] = useState(false);
  const [removing, setRemoving] = useState<Suppression | null>(null);
  const remove = useApiMutation('delete', '/api/v1/operator/mail-suppressions/{id}', {
    invalidates: ['/api/v1/operator/mail-suppressions'],
    success: removing === null ? undefined : t.operator.suppressions.removed(removing.email ?? t.operator.suppressions.erased),
    onSuccess: () => setRemoving(null),
  });
  const columns = useMemo(() => suppressionColumns(t, mayChange, setRemoving), [t, mayChange]);
  return (
    <Page
      title={t.operator.suppressions.title}
      subtitle={t.operator.suppressions.subtitle}
      actions={
        mayChange && (
          <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => setAdding(true)}>
            {t.operator.suppressions.add}
          </Button>
        )
      }
    >
      <DataTable
        label={t.operator.suppressions.title}
        source={list}
        columns={columns}
        rowId={(suppression) => suppression.id}
        empty={
          <EmptyState
            icon={IconMailOff}
            title={t.operator.suppressions.emptyTitle}
            hint={t.operator.suppressions.emptyHint}
          />
        }
      />
      <SuppressionModal opened={adding} onClose={() => setAdding(false)} />
      <ConfirmModal
        opened={removing !== null}
        onClose={() => setRemoving(null)}
        onConfirm={() => removing && remove.mutate({ params: { path: { id: removing.id } } })}
        loading={remove.isPending}
        title={t.operator.suppressions.removeTitle(removing?.email ?? t.operator.suppressions.erased)}
        body={t.operator.suppressions.removeBody}
        confirmLabel={t.operator.suppressions.remove}
      />
    </Page>
  );
}
