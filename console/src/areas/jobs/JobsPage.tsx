import { Button, SegmentedControl } from '@mantine/core';
import { IconMoodSmile, IconPlayerTrackNext, IconRotateClockwise2 } from '@tabler/icons-react';
import { useMemo, useState } from 'react';
import type { Job } from '@/api/types';
import { useT } from '@/i18n';
import { ConfirmModal } from '@/ui/ConfirmModal';
import { DataTable, type TableSource } from '@/ui/DataTable';
import { EmptyState } from '@/ui/EmptyState';
import { FilterBar, SearchField } from '@/ui/FilterBar';
import { Page } from '@/ui/Page';
import { JobDrawer } from './JobDrawer';
import { jobColumns } from './jobColumns';
import { tabOf, type JobSearch, type JobTab } from './jobSearch';

interface Props {
  title: string;
  subtitle: string;
  search: JobSearch;
  onSearch: (change: JobSearch) => void;
  list: TableSource<Job>;
  mayChange: boolean;
  showOrganization?: boolean;
  onReplay: (id: string, done: () => void) => void;
  onDiscard: (id: string, done: () => void) => void;
  onReplayAll: (done: () => void) => void;
  busy: boolean;
}

const TABS: readonly JobTab[] = ['dead', 'ready', 'scheduled', 'running', 'all'];

/** Jobs and dead letters: find them, look inside, run them again or let them go. */
export function JobsPage({ search, onSearch, list, mayChange, showOrganization = false, ...props }: Props) {
  const t = useT();
  const [open, setOpen] = useState<Job | null>(null);
  const [replayingAll, setReplayingAll] = useState(false);
  const columns = useMemo(() => jobColumns(t, showOrganization), [t, showOrganization]);
  const tab = tabOf(search.state);
  const filtered = search.name !== undefined || search.q !== undefined;
  const close = () => setOpen(null);
  return (
    <Page
      title={props.title}
      subtitle={props.subtitle}
      actions={
        mayChange &&
        tab === 'dead' &&
        list.rows.length > 0 && (
          <Button
            variant="default"
            leftSection={<IconPlayerTrackNext size={16} aria-hidden />}
            onClick={() => setReplayingAll(true)}
          >
            {t.jobs.replayAll}
          </Button>
        )
      }
    >
      <FilterBar active={filtered} onClear={() => onSearch({ name: undefined, q: undefined })}>
        <SegmentedControl
          aria-label={t.jobs.state}
          value={tab}
          onChange={(state) => onSearch({ state: state })}
          data={TABS.map((value) => ({ value, label: t.jobs.stateTabs[value] }))}
        />
        <SearchField label={t.jobs.namePlaceholder} value={search.name} onChange={(name) => onSearch({ name })} w={{ base: '100%', xs: 190 }} />
        <SearchField label={t.jobs.searchPlaceholder} value={search.q} onChange={(q) => onSearch({ q })} />
      </FilterBar>
      <DataTable
        label={props.title}
        source={list}
        columns={columns}
        rowId={(job) => job.id}
        onOpen={setOpen}
        empty={<NoJobs tab={tab} filtered={filtered} />}
      />
      <JobDrawer
        job={open}
        onClose={close}
        mayChange={mayChange}
        busy={props.busy}
        onReplay={(id) => props.onReplay(id, close)}
        onDiscard={(id) => props.onDiscard(id, close)}
      />
      <ConfirmModal
        opened={replayingAll}
        onClose={() => setReplayingAll(false)}
        onConfirm={() => props.onReplayAll(() => setReplayingAll(false))}
        loading={props.busy}
        tone="normal"
        title={t.jobs.replayAllTitle}
        body={t.jobs.replayAllBody}
        confirmLabel={t.jobs.replayAll}
      />
    </Page>
  );
}

function NoJobs({ tab, filtered }: { tab: JobTab; filtered: boolean }) {
  const t = useT();
  if (filtered) {
    return <EmptyState icon={IconRotateClockwise2} title={t.common.noMatch} hint={t.common.noMatchHint} />;
  }
  return tab === 'dead' ? (
    <EmptyState icon={IconMoodSmile} title={t.jobs.deadEmptyTitle} hint={t.jobs.deadEmptyHint} />
  ) : (
    <EmptyState icon={IconRotateClockwise2} title={t.jobs.emptyTitle} hint={t.jobs.emptyHint} />
  );
}
