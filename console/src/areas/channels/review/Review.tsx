import { Button, Select, Skeleton, Stack } from '@mantine/core';
import { IconChecklist } from '@tabler/icons-react';
import { getRouteApi } from '@tanstack/react-router';
import { useApiList } from '@/api/query';
import { useSignedIn } from '@/api/session';
import { useSelling, useT } from '@/i18n';
import { EmptyState } from '@/ui/EmptyState';
import { ErrorState } from '@/ui/ErrorState';
import { FilterBar } from '@/ui/FilterBar';
import { Page } from '@/ui/Page';
import { useConnections } from '../useConnections';
import { QuestionCard } from './QuestionCard';

const route = getRouteApi('/shell/selling/review');
const PERIOD_MS = 15_000;

/** What somebody has to decide before it can go on: which of ours a platform means. */
export function Review() {
  const t = useT();
  const { review: words, inbox } = useSelling();
  const { can } = useSignedIn();
  const { connection } = route.useSearch();
  const navigate = route.useNavigate();
  const { connections } = useConnections();
  const list = useApiList('/api/v1/links', { state: 'review', connection }, { refetchInterval: PERIOD_MS });
  const show = (id: string | null) => void navigate({ search: id === null ? {} : { connection: id }, replace: true });
  return (
    <Page title={words.title} subtitle={words.subtitle}>
      <FilterBar active={connection !== undefined} onClear={() => show(null)}>
        <Select
          clearable
          searchable
          w={{ base: '100%', xs: 240 }}
          aria-label={inbox.connection}
          placeholder={inbox.allConnections}
          data={connections.map(({ id, name }) => ({ value: id, label: name }))}
          value={connection ?? null}
          onChange={show}
        />
      </FilterBar>
      {list.isLoading && <Skeleton height={240} radius="lg" />}
      {list.error !== null && list.rows.length === 0 && <ErrorState error={list.error} onRetry={list.refetch} />}
      {!list.isLoading && list.error === null && list.rows.length === 0 && (
        <EmptyState icon={IconChecklist} title={words.emptyTitle} hint={words.emptyHint} />
      )}
      <Stack component="ul" gap="md" m={0} p={0} style={{ listStyle: 'none' }}>
        {list.rows.map((link) => (
          <li key={link.id}>
            <QuestionCard link={link} mayDecide={can('channels.manage')} />
          </li>
        ))}
      </Stack>
      {list.hasMore && (
        <Button variant="default" mt="md" mx="auto" display="block" loading={list.isLoadingMore} onClick={list.loadMore}>
          {t.common.loadMore}
        </Button>
      )}
    </Page>
  );
}
