import { useState } from 'react';
import { useQueryClient } from '@tanstack/react-query';
import { client } from '@/api/client';
import { toApiError, type ApiError } from '@/api/problem';
import type { ProductImport } from '@/api/types';

/** Sends a file of products, and answers the import that it became. */
export function useUpload(onDone: (made: ProductImport) => void) {
  const queryClient = useQueryClient();
  const [isPending, setPending] = useState(false);
  const [error, setError] = useState<ApiError | null>(null);
  const upload = async (file: File) => {
    setPending(true);
    setError(null);
    try {
      const { data } = await client.POST('/api/v1/product-imports', {
        params: { query: { file_name: file.name.slice(0, 200) } },
        // A file is sent as it is; the types know it as text.
        body: file as unknown as string,
        bodySerializer: (body) => body,
        headers: { 'Content-Type': 'application/octet-stream' },
      });
      void queryClient.invalidateQueries({ queryKey: ['/api/v1/product-imports'] });
      if (data !== undefined) onDone(data);
    } catch (failure) {
      setError(toApiError(failure));
    } finally {
      setPending(false);
    }
  };
  return { upload, isPending, error };
}
