import { useApiMutation } from '@/api/mutation';
import type { Link, LinkDecision } from '@/api/types';
import { useSelling } from '@/i18n';

/** Says what a platform's thing is here, on the version of the question that was seen. */
export function useDecide({ id, version }: Link, onDone?: () => void) {
  const { review } = useSelling();
  const { mutate, isPending } = useApiMutation('put', '/api/v1/links/{link_id}', {
    invalidates: ['/api/v1/links', '/api/v1/inbox/deliveries', '/api/v1/inbox/deliveries/{delivery_id}'],
    success: review.decided,
    ...(onDone && { onSuccess: onDone }),
  });
  return {
    isPending,
    decide: (body: LinkDecision) => mutate({ params: { path: { link_id: id }, header: { 'If-Match': `"${version}"` } }, body }),
  };
}
