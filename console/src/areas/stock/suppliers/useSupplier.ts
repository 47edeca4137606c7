import { useQuery } from '@tanstack/react-query';
import { apiQuery } from '@/api/query';

/** One supplier; nothing while none is chosen. */
export function useSupplier(id: string | null) {
  return useQuery({
    ...apiQuery('/api/v1/suppliers/{supplier_id}', { params: { path: { supplier_id: id ?? '' } } }),
    enabled: id !== null,
  });
}
