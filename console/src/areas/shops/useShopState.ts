import { useCallback } from 'react';
import { useApiMutation } from '@/api/mutation';
import type { Shop } from '@/api/types';

/** Archives shops or brings them back, on the version that was seen. */
export function useShopState(state: Shop['state'], success: (name: string) => string, onDone?: () => void) {
  const { mutate } = useApiMutation('patch', '/api/v1/shops/{shop_id}', {
    invalidates: ['/api/v1/shops'],
    success: (shop) => success(shop?.name ?? ''),
    onSuccess: onDone,
  });
  return useCallback(
    ({ id, version }: Shop) =>
      mutate({ params: { path: { shop_id: id }, header: { 'If-Match': `"${version}"` } }, body: { state } }),
    [mutate, state],
  );
}
