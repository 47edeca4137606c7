import { Button } from '@mantine/core';
import { IconDownload, IconHistory } from '@tabler/icons-react';
import { getRouteApi } from '@tanstack/react-router';
import { useMemo, useState } from 'react';
import { useApiList } from '@/api/query';
import type { AuditEntry } from '@/api/types';
import { useT } from '@/i18n';
import { DataTable } from '@/ui/DataTable';
import { DayField } from '@/ui/DayField';
import { EmptyState } from '@/ui/EmptyState';
import { FilterBar, SearchField } from '@/ui/FilterBar';
import { Page } from '@/ui/Page';
import { ActorSelect } from './ActorSelect';
import { AuditDrawer } from './AuditDrawer';
import { auditColumns } from './auditColumns';
import { AUDIT_ACTIONS, auditFilter } from './auditFilter';
import { useExport } from './useExport';

const route = getRouteApi('/shell/settings/audit-log');

export function AuditLog() {
  const t = useT();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const filter = useMemo(() => auditFilter(search), [search]);
  const list = useApiList('/api/v1/audit-entries', filter);
  const [open, setOpen] = useState<AuditEntry | null>(null);
  const { download, isPending } = useExport();
  const columns = useMemo(() => auditColumns(t), [t]);
  const set = (change: Partial<typeof search>) =>
    void navigate({ search: (current) => ({ ...current, ...change }), replace: true });
  const active = Object.values(search).some((value) => value !== undefined);
  return (
    <Page
      title={t.audit.title}
      subtitle={t.audit.subtitle}
      actions={
        <Button
          variant="default"
          leftSection={<IconDownload size={16} aria-hidden />}
          loading={isPending}
          onClick={() => void download(filter)}
        >
          {t.audit.export}
        </Button>
      }
    >
      <FilterBar active={active} onClear={() => void navigate({ search: {}, replace: true })}>
        <ActorSelect value={search.actor} onChange={(actor) => set({ actor })} />
        <SearchField
          label={t.audit.actionFilter}
          value={search.action}
          onChange={(action) => set({ action })}
          list="audit-actions"
        />
        <datalist id="audit-actions">
          {AUDIT_ACTIONS.map((action) => (
            <option key={action} value={action} />
          ))}
        </datalist>
        <DayField label={t.audit.fromFilter} value={search.from} max={search.to} onChange={(from) => set({ from })} />
        <DayField label={t.audit.toFilter} value={search.to} min={search.from} onChange={(to) => set({ to })} />
      </FilterBar>
      <DataTable
        label={t.audit.title}
        source={list}
        columns={columns}
        rowId={(entry) => entry.id}
        onOpen={setOpen}
        empty={
          <EmptyState
            icon={IconHistory}
            title={active ? t.common.noMatch : t.audit.emptyTitle}
            hint={active ? t.common.noMatchHint : t.audit.emptyHint}
          />
        }
      />
      <AuditDrawer entry={open} onClose={() => setOpen(null)} />
    </Page>
  );
}
