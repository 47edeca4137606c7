import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useApiMutation } from '@/api/mutation';
import type { ListedPrice, PriceList } from '@/api/types';
import { useSelling } from '@/i18n';
import { toastSuccess } from '@/ui/toast';
import { changesOf, type PriceEdits } from './priceEdits';

const PATHS = ['/api/v1/price-lists/{price_list_id}/prices', '/api/v1/products', '/api/v1/products/{product_id}', '/api/v1/variants'] as const;
const NOTHING: ReadonlyMap<string, string> = new Map();

/** Saves edited prices, each by itself: what is refused is said at its row, and the others are saved. */
export function useSavePrices(list: PriceList, onSaved: (variants: readonly string[]) => void) {
  const { priceLists: words } = useSelling();
  const queryClient = useQueryClient();
  const [refused, setRefused] = useState(NOTHING);
  const set = useApiMutation('post', '/api/v1/variants/bulk');
  const remove = useApiMutation('delete', '/api/v1/price-lists/{price_list_id}/prices/{variant_id}');
  const save = async (rows: readonly ListedPrice[], edits: PriceEdits) => {
    const changes = changesOf(list, rows, edits);
    const saved: string[] = [];
    setRefused(NOTHING);
    try {
      if (changes.set.length > 0) {
        const answer = await set.mutateAsync({ body: { changes: changes.set } });
        const outcomes = answer?.outcomes ?? [];
        saved.push(...outcomes.filter(({ error }) => error === null).map(({ variant_id }) => variant_id));
        setRefused(new Map(outcomes.flatMap(({ variant_id, error }) => (error === null ? [] : [[variant_id, error.message] as const]))));
      }
      for (const variant_id of changes.remove) {
        await remove.mutateAsync({ params: { path: { price_list_id: list.id, variant_id } } });
        saved.push(variant_id);
      }
    } catch {
      // The mutation has said what went wrong; what was saved before stays saved.
    }
    if (saved.length > 0) toastSuccess(words.saved(saved.length));
    // The stored values first, then the edits go, so that no field shows an old value in between.
    await Promise.all(PATHS.map((path) => queryClient.invalidateQueries({ queryKey: [path] })));
    onSaved(saved);
  };
  return { save, refused, isPending: set.isPending || remove.isPending, forget: () => setRefused(NOTHING) };
}
