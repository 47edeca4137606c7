import { Button, Switch } from '@mantine/core';
import { IconKey, IconPlus } from '@tabler/icons-react';
import { getRouteApi } from '@tanstack/react-router';
import { useMemo, useState } from 'react';
import { useApiList } from '@/api/query';
import { useSignedIn } from '@/api/session';
import type { ApiKey } from '@/api/types';
import { useT } from '@/i18n';
import { DataTable } from '@/ui/DataTable';
import { EmptyState } from '@/ui/EmptyState';
import { Page } from '@/ui/Page';
import { KeyModal } from './KeyModal';
import { keyColumns } from './keyColumns';
import { RerollModal } from './RerollModal';
import { RevokeModal } from './RevokeModal';
import { SecretModal } from './SecretModal';

const route = getRouteApi('/shell/developers/api-keys');

type Dialog = { kind: 'edit' | 'reroll' | 'revoke'; apiKey: ApiKey };

export function ApiKeys() {
  const t = useT();
  const { can } = useSignedIn();
  const { create } = route.useSearch();
  const navigate = route.useNavigate();
  const list = useApiList('/api/v1/api-keys');
  const [dialog, setDialog] = useState<Dialog | null>(null);
  const [secret, setSecret] = useState<string | null>(null);
  const [showInactive, setShowInactive] = useState(false);
  const mayChange = can('api_keys.manage');
  const close = () => {
    setDialog(null);
    if (create) void navigate({ search: {} });
  };
  const issued = (value: string) => {
    close();
    setSecret(value);
  };
  const openCreate = () => void navigate({ search: { create: true } });

  const rows = useMemo(
    () => list.rows.filter((key) => showInactive || key.state === 'active'),
    [list.rows, showInactive],
  );
  const hidden = list.rows.some((key) => key.state !== 'active');
  const columns = useMemo(() => keyColumns(t, mayChange, (kind, apiKey) => setDialog({ kind, apiKey })), [t, mayChange]);
  const createButton = (
    <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={openCreate}>
      {t.keys.create}
    </Button>
  );
  return (
    <Page title={t.keys.title} subtitle={t.keys.subtitle} actions={mayChange && createButton}>
      <DataTable
        label={t.keys.title}
        source={{ ...list, rows }}
        columns={columns}
        rowId={(key) => key.id}
        empty={
          <EmptyState
            icon={IconKey}
            title={t.keys.emptyTitle}
            hint={t.keys.emptyHint}
            action={mayChange && createButton}
          />
        }
      />
      {hidden && (
        <Switch
          mt="md"
          label={t.keys.showInactive}
          checked={showInactive}
          onChange={(event) => setShowInactive(event.currentTarget.checked)}
        />
      )}
      <KeyModal
        opened={mayChange && (create === true || dialog?.kind === 'edit')}
        apiKey={dialog?.kind === 'edit' ? dialog.apiKey : null}
        onClose={close}
        onIssued={issued}
      />
      <RerollModal apiKey={dialog?.kind === 'reroll' ? dialog.apiKey : null} onClose={close} onIssued={issued} />
      <RevokeModal apiKey={dialog?.kind === 'revoke' ? dialog.apiKey : null} onClose={close} />
      <SecretModal secret={secret} onClose={() => setSecret(null)} />
    </Page>
  );
}
