import { Select } from '@mantine/core';
import { IconShieldCheck } from '@tabler/icons-react';
import { getRouteApi } from '@tanstack/react-router';
import { useMemo, useState } from 'react';
import { useApiList } from '@/api/query';
import { useSignedIn } from '@/api/session';
import type { PrivacyRequest } from '@/api/types';
import { useSelling, useT } from '@/i18n';
import { DataTable } from '@/ui/DataTable';
import { EmptyState } from '@/ui/EmptyState';
import { FilterBar } from '@/ui/FilterBar';
import { Page } from '@/ui/Page';
import { useConnections } from '../useConnections';
import { AnswerModal } from './AnswerModal';
import { privacyColumns } from './privacyColumns';

const route = getRouteApi('/shell/selling/privacy');
const STATES = ['open', 'done'] as const;

/** What customers and shops asked for under privacy law, with the day until which it is to be answered. */
export function PrivacyRequests() {
  const t = useT();
  const { privacy: words } = useSelling();
  const { can } = useSignedIn();
  const { state } = route.useSearch();
  const navigate = route.useNavigate();
  const { connections } = useConnections();
  const list = useApiList('/api/v1/privacy-requests', { state });
  const [answering, setAnswering] = useState<PrivacyRequest | null>(null);
  const mayAnswer = can('customers.manage');
  const columns = useMemo(() => {
    const names = new Map(connections.map(({ id, name }) => [id, name]));
    return privacyColumns(words, (id) => names.get(id), mayAnswer ? setAnswering : null);
  }, [words, connections, mayAnswer]);
  const active = state !== undefined;
  return (
    <Page title={words.title} subtitle={words.subtitle}>
      <FilterBar active={active} onClear={() => void navigate({ search: {}, replace: true })}>
        <Select
          clearable
          w={190}
          aria-label={words.state}
          placeholder={words.anyState}
          value={state ?? null}
          onChange={(value) => void navigate({ search: value === null ? {} : { state: value }, replace: true })}
          data={STATES.map((value) => ({ value, label: words.states[value] }))}
        />
      </FilterBar>
      <DataTable
        label={words.title}
        source={list}
        columns={columns}
        rowId={(row) => row.id}
        empty={
          <EmptyState
            icon={IconShieldCheck}
            title={active ? t.common.noMatch : words.emptyTitle}
            hint={active ? t.common.noMatchHint : words.emptyHint}
          />
        }
      />
      {mayAnswer && <AnswerModal request={answering} onClose={() => setAnswering(null)} />}
    </Page>
  );
}
