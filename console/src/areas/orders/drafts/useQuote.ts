import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { client } from '@/api/client';
import type { NewOrder, Quote } from '@/api/types';

/** What an order would cost if it were placed now; asked when the person pauses. */
export function useQuote(content: NewOrder) {
  const { shop_id, lines, discounts, shipping } = content;
  const [asked] = useDebouncedValue(JSON.stringify({ shop_id, lines, discounts, shipping, shipping_address: placeOf(content) }), 250);
  const wanted = JSON.parse(asked) as NewOrder;
  const enabled = wanted.shop_id !== '' && wanted.lines.length > 0;
  return useQuery({
    queryKey: ['/api/v1/orders/quote', asked],
    queryFn: async ({ signal }): Promise<Quote> => {
      const { data } = await client.POST('/api/v1/orders/quote', { body: wanted, signal });
      return data as Quote;
    },
    enabled,
    // While another quote is on its way the last one stands; nothing costs nothing.
    placeholderData: enabled ? keepPreviousData : undefined,
  });
}

/** Of who buys and where it goes only country and region change an amount, so nothing else asks for a new quote. */
function placeOf({ shipping_address: address }: NewOrder) {
  if (!address || address.country === '') return null;
  return { name: '', line1: '', city: '', region: address.region, country: address.country };
}
