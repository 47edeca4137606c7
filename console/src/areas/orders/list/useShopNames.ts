import { useMemo } from 'react';
import { useShop } from '@/shell/useShop';

/** Says the name of a shop, when more than one is looked at; `null` when the name would say nothing new. */
export function useShopNames(): ((id: string) => string) | null {
  const { shops, shopId } = useShop();
  return useMemo(() => {
    if (shopId !== undefined || shops.length < 2) return null;
    const names = new Map(shops.map(({ id, name }) => [id, name]));
    return (id) => names.get(id) ?? '–';
  }, [shops, shopId]);
}
