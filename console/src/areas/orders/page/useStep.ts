import type { PathsWithMethod } from 'openapi-typescript-helpers';
import { useApiMutation } from '@/api/mutation';
import type { paths } from '@/api/schema';
import { ORDER_PATHS } from '../paths';

/** One step with an order that its dialog closes after: it shows its own errors, and refreshes all that shows the order. */
export function useStep<P extends PathsWithMethod<paths, 'post'>>(path: P, success: string, onClose: () => void) {
  return useApiMutation('post', path, { invalidates: ORDER_PATHS, errors: 'inline', success, onSuccess: onClose });
}
