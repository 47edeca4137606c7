import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { client } from '@/api/client';
import type { NewOrder, Quote } from '@/api/types';

/** What an order would cost if it were placed now; asked when the person pauses. */
export function useQuote(content: NewOrder) {
  // Who buys and where it goes changes no amount, so it asks for no new quote.
  const { shop_id, lines, discounts, shipping } = content;
  const [asked] = useDebouncedValue(JSON.stringify({ shop_id, lines, discounts, shipping }), 250);
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
