import type { Order } from '@/api/types';
import { oneOf, optional, text } from '@/router/search';
import { FINANCIAL, FULFILMENT, RETURNS, SOURCES, statesOf } from '../states';

/** What the address of the list holds. The names are those of the API, so that a saved view means the same to both. */
export interface OrderSearch {
  q?: string;
  state?: Order['state'];
  financial_state?: Order['financial_state'];
  fulfilment_state?: Order['fulfilment_state'];
  return_state?: Order['return_state'];
  source?: Order['source'];
  country?: string;
  tag?: string;
  /** The first and the last day, as the person's own calendar has them. */
  from?: string;
  to?: string;
}

export const FIELDS = [
  'q', 'state', 'financial_state', 'fulfilment_state', 'return_state', 'source', 'country', 'tag', 'from', 'to',
] as const satisfies readonly (keyof OrderSearch)[];

const day = (value: unknown) => (typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value) ? value : undefined);

/** Reads an address or a saved view; what it does not understand it leaves out. */
export function readSearch(search: Record<string, unknown>): OrderSearch {
  return optional({
    q: text(search.q),
    state: oneOf(['open', 'cancelled'] as const, search.state),
    financial_state: oneOf(statesOf(FINANCIAL), search.financial_state),
    fulfilment_state: oneOf(statesOf(FULFILMENT), search.fulfilment_state),
    return_state: oneOf(statesOf(RETURNS), search.return_state),
    source: oneOf(SOURCES, search.source),
    country: text(search.country),
    tag: text(search.tag),
    from: day(search.from),
    to: day(search.to),
  });
}

/** The query that the API takes: whole days become moments, and the last day counts. */
export function orderFilter({ from, to, ...rest }: OrderSearch, shop: string | undefined) {
  return { ...rest, shop, from: midnight(from, 0), to: midnight(to, 1) };
}

function midnight(date: string | undefined, daysLater: number): string | undefined {
  if (date === undefined) return undefined;
  const at = new Date(`${date}T00:00:00`);
  at.setDate(at.getDate() + daysLater);
  return at.toISOString();
}
