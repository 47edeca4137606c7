import { getRouteApi } from '@tanstack/react-router';
import { useApiMutation } from '@/api/mutation';
import { useApiList } from '@/api/query';
import { useSignedIn } from '@/api/session';
import { useT } from '@/i18n';
import { JobsPage } from './JobsPage';
import { apiState, type JobSearch } from './jobSearch';

const route = getRouteApi('/shell/operator/jobs');
const invalidates = ['/api/v1/operator/jobs', '/api/v1/operator/health'] as const;

/** The background work of every organization. */
export function OperatorJobs() {
  const t = useT();
  const { can } = useSignedIn();
  const search: JobSearch & { organization?: string } = route.useSearch();
  const navigate = route.useNavigate();
  const list = useApiList(
    '/api/v1/operator/jobs',
    { state: apiState(search.state), name: search.name, q: search.q, organization_id: search.organization },
    { refetchInterval: 10_000 },
  );
  const replay = useApiMutation('post', '/api/v1/operator/jobs/{job_id}/replay', { invalidates, success: t.jobs.replayed });
  const discard = useApiMutation('delete', '/api/v1/operator/jobs/{job_id}', { invalidates, success: t.jobs.discarded });
  const replayAll = useApiMutation('post', '/api/v1/operator/jobs/replay', {
    invalidates,
    success: (result) => t.jobs.replayedCount(result?.replayed ?? 0),
  });
  return (
    <JobsPage
      title={t.jobs.operatorTitle}
      subtitle={t.jobs.operatorSubtitle}
      search={search}
      onSearch={(change) => void navigate({ search: (current) => ({ ...current, ...change }), replace: true })}
      list={list}
      mayChange={can('operator.manage')}
      showOrganization
      onReplay={(id, done) => replay.mutate({ params: { path: { job_id: id } } }, { onSuccess: done })}
      onDiscard={(id, done) => discard.mutate({ params: { path: { job_id: id } } }, { onSuccess: done })}
      onReplayAll={(done) => replayAll.mutate({ body: { name: search.name, q: search.q } }, { onSuccess: done })}
      busy={replay.isPending || discard.isPending || replayAll.isPending}
    />
  );
}
