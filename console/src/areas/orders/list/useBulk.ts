import { useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { toApiError, type ApiError } from '@/api/problem';
import type { Order } from '@/api/types';
import { ORDER_PATHS } from '../paths';

export interface BulkState {
  title: string;
  total: number;
  done: number;
  failed: { order: Order; error: ApiError }[];
  isRunning: boolean;
}

/**
 * Does one thing with many orders, one after the other, and counts along. An order that refuses does not stop the
 * others; somebody who has seen enough does.
 */
export function useBulk() {
  const queryClient = useQueryClient();
  const [state, setState] = useState<BulkState | null>(null);
  const stopped = useRef(false);
  const run = async (title: string, orders: Order[], work: (order: Order) => Promise<unknown>) => {
    stopped.current = false;
    const progress: BulkState = { title, total: orders.length, done: 0, failed: [], isRunning: true };
    setState(progress);
    for (const order of orders) {
      if (stopped.current) break;
      try {
        await work(order);
      } catch (error) {
        progress.failed = [...progress.failed, { order, error: toApiError(error) }];
      }
      progress.done += 1;
      setState({ ...progress });
    }
    setState({ ...progress, isRunning: false });
    await Promise.all(ORDER_PATHS.map((path) => queryClient.invalidateQueries({ queryKey: [path] })));
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
