import type { ProductState } from '@/api/types';
import { oneOf, optional, text } from '@/router/search';

export const PRODUCT_STATES = ['active', 'draft', 'archived'] as const satisfies readonly ProductState[];

/** What the address of the list holds. The names are those of the API, so that a saved view means the same to both. */
export interface ProductSearch {
  state?: ProductState;
  vendor?: string;
  tag?: string;
  category?: string;
  q?: string;
}

/** Reads an address or a saved view; what it does not understand it leaves out. */
export function readProductSearch(search: Record<string, unknown>): ProductSearch {
  return optional({
    state: oneOf(PRODUCT_STATES, search.state),
    vendor: text(search.vendor),
    tag: text(search.tag),
    category: text(search.category),
    q: text(search.q),
  });
}
