import { useMemo } from 'react';
import { useSignedIn } from '@/api/session';
import type { Variant } from '@/api/types';
import { useShop } from '@/shell/useShop';

/** The currencies that prices are asked for: the organization's own first, then its shops', then what there is already. */
export function useCurrencies(variants: readonly Variant[] = []): string[] {
  const { organization } = useSignedIn();
  const { shops } = useShop();
  return useMemo(() => {
    const there = variants.flatMap(({ prices }) => prices.map(({ currency }) => currency));
    return [...new Set([organization.currency, ...shops.map(({ currency }) => currency), ...there])];
  }, [organization.currency, shops, variants]);
}
