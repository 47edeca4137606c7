import { useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { toApiError, type ApiError } from '@/api/problem';
import type { GetPath } from '@/api/query';

/** Something that a bulk action is done with. */
export interface BulkItem {
  id: string;
  /** What it is called where it is listed. */
  name: string;
}

export interface BulkState {
  title: string;
  total: number;
  done: number;
  failed: { item: BulkItem; error: ApiError }[];
  isRunning: boolean;
}

/**
 * Does one thing with many, one after the other, and counts along. One that refuses does not stop the others; somebody
 * who has seen enough does. `stale` are the lists and records that are out of date afterwards.
 */
export function useBulk(stale: readonly GetPath[]) {
  const queryClient = useQueryClient();
  const [state, setState] = useState<BulkState | null>(null);
  const stopped = useRef(false);
  const run = async <T extends BulkItem>(title: string, items: readonly T[], work: (item: T) => Promise<unknown>) => {
    stopped.current = false;
    const progress: BulkState = { title, total: items.length, done: 0, failed: [], isRunning: true };
    setState(progress);
    for (const item of items) {
      if (stopped.current) break;
      try {
        await work(item);
      } catch (error) {
        progress.failed = [...progress.failed, { item, error: toApiError(error) }];
      }
      progress.done += 1;
      setState({ ...progress });
    }
    setState({ ...progress, isRunning: false });
    await Promise.all(stale.map((path) => queryClient.invalidateQueries({ queryKey: [path] })));
  };
  return {
    state,
    run,
    stop: () => {
      stopped.current = true;
    },
    close: () => setState(null),
  };
}
