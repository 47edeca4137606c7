import { useSyncExternalStore } from 'react';
import { useApiList } from '@/api/query';
import { useSignedIn, type SignedIn } from '@/api/session';
import { chooseShop, chosenShop, onShopChoice } from '@/api/shopChoice';
import type { Shop } from '@/api/types';

/** Only merchants have shops and everything that is sold in them. */
export function sells({ organization }: Pick<SignedIn, 'organization'>): boolean {
  return organization.kind === 'merchant';
}

/** The organization's shops in use, and the one this tab looks at. */
export function useShop() {
  const signedIn = useSignedIn();
  const organization = signedIn.organization.id;
  const enabled = sells(signedIn) && signedIn.can('shops.read');
  const { rows: shops, isLoading, error } = useApiList('/api/v1/shops', { state: 'active' }, { enabled });
  const chosen = useSyncExternalStore(onShopChoice, () => chosenShop(organization));
  // A shop that was archived, or that another tab's storage remembers, is as good as none.
  const shop: Shop | null = shops.find(({ id }) => id === chosen) ?? null;
  return {
    shops,
    shop,
    /** What lists filter by; left out when all shops are looked at. */
    shopId: shop?.id,
    isLoading: enabled && isLoading,
    error,
    choose: (id: string | null) => chooseShop(organization, id),
  };
}
