import { useQuery, useQueryClient, type QueryClient } from '@tanstack/react-query';
import { apiQuery } from '@/api/query';
import { isReplayable } from './effects';
import type { InboxFilter } from './InboxFilters';

const PAGE = 200;
/** Nobody waits for a longer count; what is beyond it is "more than". */
const COUNTED_MAX = 2_000;

interface Count {
  count: number;
  /** Whether there may be more than were counted. */
  isMore: boolean;
}

/** How many deliveries of a filter can be replayed, counted while somebody is asked whether they should be. */
export function useReplayCount(filter: InboxFilter, enabled: boolean) {
  const queryClient = useQueryClient();
  return useQuery({
    queryKey: ['replay-count', filter],
    queryFn: () => counted(queryClient, filter),
    enabled,
    staleTime: 0,
    gcTime: 0,
  });
}

async function counted(queryClient: QueryClient, filter: InboxFilter): Promise<Count> {
  let [count, seen, after] = [0, 0, undefined as string | undefined];
  do {
    const query = { ...filter, limit: PAGE, after };
    const page = await queryClient.fetchQuery({ ...apiQuery('/api/v1/inbox/deliveries', { params: { query } }), staleTime: 0 });
    count += page.data.filter(isReplayable).length;
    seen += page.data.length;
    after = page.next ?? undefined;
  } while (after !== undefined && seen < COUNTED_MAX);
  return { count, isMore: after !== undefined };
}
