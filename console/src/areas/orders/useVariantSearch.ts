import { useQueries, useQuery } from '@tanstack/react-query';
import { apiQuery } from '@/api/query';
import type { FoundVariant } from './VariantSearch';

/** So many products are looked into; whoever wants another one types on. */
const PRODUCTS_MAX = 6;

/** The variants of the products that a text finds. */
export function useVariantSearch(q: string, shop: string | undefined): { found: FoundVariant[]; isLoading: boolean } {
  const enabled = q.length >= 2;
  const products = useQuery({
    ...apiQuery('/api/v1/products', { params: { query: { q, shop, state: 'active', limit: PRODUCTS_MAX } } }),
    enabled,
  });
  const lines = enabled ? (products.data?.data ?? []) : [];
  const variants = useQueries({
    queries: lines.map(({ id }) => apiQuery('/api/v1/variants', { params: { query: { product: id, limit: 100 } } })),
  });
  const found = lines.flatMap((product, index) =>
    (variants[index]?.data?.data ?? [])
      .filter((variant) => variant.state === 'active')
      .map((variant) => ({ variant, product: product.title })),
  );
  // A SKU or barcode names one variant: that one goes first.
  const exact = q.toLowerCase();
  const rank = ({ variant: { sku, barcode } }: FoundVariant) => ([sku, barcode].some((code) => code?.toLowerCase() === exact) ? 0 : 1);
  return {
    found: found.sort((one, other) => rank(one) - rank(other)),
    isLoading: enabled && (products.isFetching || variants.some(({ isPending }) => isPending)),
  };
}
