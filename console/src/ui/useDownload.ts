import { useState } from 'react';
import { toApiError } from '@/api/problem';
import { useT } from '@/i18n';
import { saveFile } from './saveFile';
import { toastError } from './toast';

/**
 * Fetches a file and hands it to the browser's downloads. A plain link could not name the organization, and a refusal
 * would show as a page of JSON.
 */
export function useDownload() {
  const t = useT();
  const [isPending, setPending] = useState(false);
  const download = async (fetchIt: () => Promise<{ response: Response }>, name: string) => {
    setPending(true);
    try {
      const { response } = await fetchIt();
      saveFile(await response.blob(), name);
    } catch (error) {
      toastError(t, toApiError(error));
    } finally {
      setPending(false);
    }
  };
  return { download, isPending };
}
