import { useApiMutation } from '@/api/mutation';
import { useSelling } from '@/i18n';

const STALE = ['/api/v1/inbox/deliveries', '/api/v1/inbox/deliveries/{delivery_id}'] as const;

/** Processes one delivery again. */
export function useReplay() {
  const { outcomes } = useSelling();
  const { mutate, isPending } = useApiMutation('post', '/api/v1/inbox/deliveries/{delivery_id}/replay', {
    invalidates: STALE,
    success: outcomes.replayed(1),
  });
  return { replay: (id: string) => mutate({ params: { path: { delivery_id: id } } }), isPending };
}

/** Processes all deliveries again that a filter names. */
export function useReplays(onDone: () => void) {
  const { outcomes } = useSelling();
  return useApiMutation('post', '/api/v1/inbox/replays', {
    invalidates: STALE,
    success: (done) => (done === undefined ? outcomes.replayed(0) : done.more ? outcomes.replayedSome(done.count) : outcomes.replayed(done.count)),
    onSuccess: onDone,
  });
}
