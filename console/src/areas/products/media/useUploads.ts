import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useRef, useState } from 'react';
import { errorMessage } from '@/api/messages';
import { toApiError } from '@/api/problem';
import { randomToken } from '@/api/random';
import { useFormat, useSelling, useT } from '@/i18n';
import { ACCEPTED, BYTES_MAX, sendImage } from './upload';

/** A picture on its way to the server. */
export interface Upload {
  id: string;
  file: File;
  /** From 0 to 1. */
  share: number;
  /** Why it did not arrive; null while it is waiting or moving. */
  failure: string | null;
}

/** Pictures that are being sent, one after another so that they arrive in the order in which they were chosen. */
export function useUploads(productId: string) {
  const t = useT();
  const format = useFormat();
  const { media: words } = useSelling();
  const queryClient = useQueryClient();
  const [uploads, setUploads] = useState<readonly Upload[]>([]);
  const queue = useRef<Promise<void>>(Promise.resolve());
  const change = useCallback((id: string, changed: Partial<Upload>) => {
    setUploads((all) => all.map((one) => (one.id === id ? { ...one, ...changed } : one)));
  }, []);
  const dismiss = useCallback((id: string) => setUploads((all) => all.filter((one) => one.id !== id)), []);

  const run = async ({ id, file }: Upload) => {
    try {
      await sendImage(productId, file, (share) => change(id, { share }));
      await queryClient.invalidateQueries({ queryKey: ['/api/v1/products/{product_id}'] });
      dismiss(id);
    } catch (thrown) {
      const error = toApiError(thrown);
      change(id, { failure: error.fields[0]?.message ?? errorMessage(t, error), share: 0 });
    }
  };
  const enqueue = (upload: Upload) => {
    queue.current = queue.current.then(() => run(upload));
  };
  const refusal = (file: File) => {
    if (file.size > BYTES_MAX) return words.tooLarge(format.bytes(BYTES_MAX));
    return ACCEPTED.split(',').includes(file.type) ? null : words.wrongType;
  };
  const add = (files: readonly File[]) => {
    const added = files.map((file) => ({ id: randomToken(), file, share: 0, failure: refusal(file) }));
    setUploads((all) => [...all, ...added]);
    added.filter(({ failure }) => failure === null).forEach(enqueue);
  };
  const retry = (upload: Upload) => {
    change(upload.id, { failure: null, share: 0 });
    enqueue(upload);
  };
  return { uploads, add, retry, dismiss };
}
