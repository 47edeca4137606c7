import { Select, Text } from '@mantine/core';
import { IconMailForward } from '@tabler/icons-react';
import { getRouteApi } from '@tanstack/react-router';
import { useMemo } from 'react';
import { useApiList } from '@/api/query';
import type { Mail } from '@/api/types';
import { useT, type Catalogue } from '@/i18n';
import { DataTable, columnsOf } from '@/ui/DataTable';
import { EmptyState } from '@/ui/EmptyState';
import { FilterBar, SearchField } from '@/ui/FilterBar';
import { Page } from '@/ui/Page';
import { StatusBadge, type Tone } from '@/ui/StatusBadge';
import { Time } from '@/ui/Time';
import { MailDrawer } from './MailDrawer';

const route = getRouteApi('/shell/operator/mails');
const helper = columnsOf<Mail>();

export const MAIL_TONES: Record<Mail['state'], Tone> = {
  queued: 'busy',
  sent: 'good',
  outbox: 'warn',
  failed: 'bad',
  suppressed: 'quiet',
};

function mailColumns(t: Catalogue) {
  return helper.columns([
    helper.accessor('subject', {
      header: t.operator.mails.mailSubject,
      meta: { card: 'title' },
      cell: ({ getValue }) => (
        <Text fw={550} maw={380} truncate>
          {getValue()}
        </Text>
      ),
    }),
    helper.accessor('to', { header: t.operator.mails.to }),
    helper.accessor('template', {
      header: t.operator.mails.template,
      cell: ({ getValue }) => <span className="mono">{getValue()}</span>,
    }),
    helper.accessor('state', {
      header: t.operator.mails.state,
      cell: ({ getValue }) => (
        <StatusBadge tone={MAIL_TONES[getValue()]}>{t.operator.mails.states[getValue()]}</StatusBadge>
      ),
    }),
    helper.accessor('created_at', { header: t.operator.mails.written, cell: ({ getValue }) => <Time at={getValue()} /> }),
  ]);
}

const STATES = Object.keys(MAIL_TONES) as Mail['state'][];

export function Mails() {
  const t = useT();
  const { state, q, mail } = route.useSearch();
  const navigate = route.useNavigate();
  const list = useApiList('/api/v1/operator/mails', { state, q }, { refetchInterval: 10_000 });
  const columns = useMemo(() => mailColumns(t), [t]);
  const set = (change: { state?: Mail['state']; q?: string; mail?: string }) =>
    void navigate({ search: (current) => ({ ...current, ...change }), replace: change.mail === undefined });
  const filtered = state !== undefined || q !== undefined;
  return (
    <Page title={t.operator.mails.title} subtitle={t.operator.mails.subtitle}>
      <FilterBar active={filtered} onClear={() => void navigate({ search: {}, replace: true })}>
        <SearchField label={t.operator.mails.search} value={q} onChange={(value) => set({ q: value })} />
        <Select
          aria-label={t.operator.mails.state}
          placeholder={t.operator.mails.allStates}
          clearable
          value={state ?? null}
          onChange={(value) => set({ state: (value ?? undefined) })}
          data={STATES.map((value) => ({ value, label: t.operator.mails.states[value] }))}
          w={170}
        />
      </FilterBar>
      <DataTable
        label={t.operator.mails.title}
        source={list}
        columns={columns}
        rowId={(row) => row.id}
        onOpen={(row) => set({ mail: row.id })}
        empty={
          <EmptyState
            icon={IconMailForward}
            title={filtered ? t.common.noMatch : t.operator.mails.emptyTitle}
            hint={filtered ? t.common.noMatchHint : t.operator.mails.emptyHint}
          />
        }
      />
      <MailDrawer id={mail ?? null} onClose={() => set({ mail: undefined })} />
    </Page>
  );
}
