import { useState } from 'react';
import { client } from '@/api/client';
import { toApiError } from '@/api/problem';
import { useT } from '@/i18n';
import { saveFile } from '@/ui/saveFile';
import { toastError } from '@/ui/toast';
import type { auditFilter } from './auditFilter';

/** Downloads what the filters show as CSV. A plain link could not name the organization. */
export function useExport() {
  const t = useT();
  const [isPending, setPending] = useState(false);
  const download = async (filter: ReturnType<typeof auditFilter>) => {
    setPending(true);
    try {
      const { response } = await client.GET('/api/v1/audit-entries/export', {
        params: { query: filter },
        parseAs: 'stream',
      });
      saveFile(await response.blob(), `audit-log-${new Date().toISOString().slice(0, 10)}.csv`);
    } catch (error) {
      toastError(t, toApiError(error));
    } finally {
      setPending(false);
    }
  };
  return { download, isPending };
}
