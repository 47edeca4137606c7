import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { client } from '@/api/client';
import type { Quote } from '@/api/types';
import type { editOf } from './editModel';

/** What the order would cost after the edit, by the server's own rules; asked when the person pauses. */
export function useEditQuote(order_id: string, edit: ReturnType<typeof editOf>, enabled: boolean) {
  const [asked] = useDebouncedValue(JSON.stringify(edit), 250);
  return useQuery({
    queryKey: ['/api/v1/orders/{order_id}/edits/quote', order_id, asked],
    queryFn: async ({ signal }): Promise<Quote> => {
      const { data } = await client.POST('/api/v1/orders/{order_id}/edits/quote', {
        params: { path: { order_id } },
        body: JSON.parse(asked) as typeof edit,
        signal,
      });
      return data as Quote;
    },
    enabled,
    placeholderData: keepPreviousData,
  });
}
