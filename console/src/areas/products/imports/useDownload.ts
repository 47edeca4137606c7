import { useState } from 'react';
import { toApiError } from '@/api/problem';
import { useT } from '@/i18n';
import { saveFile } from '@/ui/saveFile';
import { toastError } from '@/ui/toast';

/** Downloads an answer as a file. A plain link could not name the organization. */
export function useDownload() {
  const t = useT();
  const [isPending, setPending] = useState(false);
  const download = async (ask: () => Promise<{ response: Response }>, name: string) => {
    setPending(true);
    try {
      const { response } = await ask();
      saveFile(await response.blob(), name);
    } catch (error) {
      toastError(t, toApiError(error));
    } finally {
      setPending(false);
    }
  };
  return { download, isPending };
}
