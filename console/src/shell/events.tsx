import { useQueryClient, type InfiniteData, type QueryClient } from '@tanstack/react-query';
import { createContext, use, useCallback, useEffect, useMemo, useState, type ReactNode } from 'react';
import { openEventStream, type StreamStatus } from '@/api/eventStream';
import { useApiList, type GetPath } from '@/api/query';
import { useSignedIn } from '@/api/session';
import type { EventRecord } from '@/api/types';
import { ORDER_PATHS } from '@/areas/orders/paths';

interface Events {
  status: StreamStatus;
  recent: EventRecord[];
  isLoading: boolean;
  unread: number;
  markAllRead: () => void;
}

const Context = createContext<Events | null>(null);

/** Which lists an event makes stale, by the first word of its name. */
const STALE: Record<string, readonly GetPath[]> = {
  organization: ['/api/v1/organization'],
  member: ['/api/v1/members', '/api/v1/invitations'],
  membership: ['/api/v1/members', '/api/v1/invitations'],
  invitation: ['/api/v1/invitations', '/api/v1/members'],
  api_key: ['/api/v1/api-keys'],
  shop: ['/api/v1/shops'],
  product: ['/api/v1/products', '/api/v1/products/{product_id}'],
  variant: ['/api/v1/products', '/api/v1/products/{product_id}'],
  stock: ['/api/v1/stock', '/api/v1/stock/movements', '/api/v1/stock/{variant_id}/explanation'],
  location: ['/api/v1/locations'],
  category: ['/api/v1/categories'],
  collection: ['/api/v1/collections', '/api/v1/collections/{collection_id}', '/api/v1/collections/{collection_id}/products'],
  price_list: ['/api/v1/price-lists'],
  purchase_order: ['/api/v1/purchase-orders', '/api/v1/purchase-orders/{purchase_order_id}'],
  stock_count: ['/api/v1/stock-counts', '/api/v1/stock-counts/{count_id}'],
  stock_transfer: ['/api/v1/stock-transfers', '/api/v1/stock-transfers/{transfer_id}'],
  supplier: ['/api/v1/suppliers', '/api/v1/suppliers/{supplier_id}', '/api/v1/suppliers/{supplier_id}/variants'],
  customer: ['/api/v1/customers', '/api/v1/customers/{customer_id}'],
  ...Object.fromEntries(['order', 'payment', 'refund', 'return', 'shipment', 'invoice'].map((family) => [family, ORDER_PATHS])),
  connection: ['/api/v1/connections', '/api/v1/connections/{connection_id}'],
  draft_order: ['/api/v1/draft-orders', '/api/v1/draft-orders/{draft_id}'],
  saved_view: ['/api/v1/saved-views'],
  job: ['/api/v1/jobs', '/api/v1/operator/jobs'],
  schedule: ['/api/v1/schedules', '/api/v1/operator/schedules'],
};

/** Keeps the organization's events live for everything inside. Key it by the organization. */
export function EventsProvider({ children }: { children: ReactNode }) {
  const { organization, can } = useSignedIn();
  const enabled = can('events.read');
  const queryClient = useQueryClient();
  const { rows: recent, isLoading } = useApiList('/api/v1/events', undefined, { enabled });
  const [status, setStatus] = useState<StreamStatus>('connecting');
  const { read, markRead } = useReadMark(organization.id);
  const visible = useVisible();

  // The stream starts after what the list already holds; nothing falls between.
  const newest = recent[0]?.sequence ?? null;
  const ready = enabled && visible && !isLoading;
  useEffect(() => {
    if (!ready) return;
    return openEventStream({
      organization: organization.id,
      after: newest === null ? null : String(newest),
      onStatus: setStatus,
      onEvent: (event) => receive(queryClient, event),
    });
    // `newest` moves with every event; only where the stream *starts* matters.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [ready, organization.id, queryClient]);

  const unread = recent.filter((event) => event.sequence > read).length;
  const markAllRead = useCallback(() => markRead(newest ?? 0), [markRead, newest]);
  const value = useMemo(
    () => ({ status, recent, isLoading: enabled && isLoading, unread, markAllRead }),
    [status, recent, enabled, isLoading, unread, markAllRead],
  );
  return <Context value={value}>{children}</Context>;
}

export function useEvents(): Events {
  const events = use(Context);
  if (events === null) throw new Error('useEvents needs an EventsProvider around it');
  return events;
}

type Pages = InfiniteData<{ data: EventRecord[]; next?: string | null }>;

/** Puts a new event on top of the list and refreshes what it changed. */
export function receive(queryClient: QueryClient, event: EventRecord): void {
  queryClient.setQueriesData<Pages>({ queryKey: ['/api/v1/events', 'list'] }, (pages) => {
    const [first, ...rest] = pages?.pages ?? [];
    if (pages === undefined || first === undefined) return pages;
    if (first.data.some((known) => known.id === event.id)) return pages;
    return { ...pages, pages: [{ ...first, data: [event, ...first.data] }, ...rest] };
  });
  const family = event.name.split('.')[0] ?? '';
  for (const path of STALE[family] ?? []) void queryClient.invalidateQueries({ queryKey: [path] });
  if (family === 'organization' || family === 'member' || family === 'membership') {
    void queryClient.invalidateQueries({ queryKey: ['me'] });
  }
}

/** Up to which event a person has looked, remembered per organization on this device. */
function useReadMark(organization: string) {
  const key = `tradepost.read.${organization}`;
  const [read, setRead] = useState(() => storedMark(key));
  const markRead = useCallback(
    (sequence: number) => {
      setRead(sequence);
      try {
        localStorage.setItem(key, String(sequence));
      } catch {
        // The mark then lasts until the tab closes.
      }
    },
    [key],
  );
  return { read, markRead };
}

function storedMark(key: string): number {
  try {
    return Number(localStorage.getItem(key) ?? 0) || 0;
  } catch {
    return 0;
  }
}

/**
 * False once a tab has been hidden for a while. Browsers allow six connections
 * to a plain-HTTP server, so tabs nobody looks at must not each hold one.
 */
function useVisible(): boolean {
  const [visible, setVisible] = useState(true);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const update = () => {
      clearTimeout(timer);
      if (document.visibilityState === 'visible') setVisible(true);
      else timer = setTimeout(() => setVisible(false), 20_000);
    };
    document.addEventListener('visibilitychange', update);
    return () => {
      clearTimeout(timer);
      document.removeEventListener('visibilitychange', update);
    };
  }, []);
  return visible;
}
