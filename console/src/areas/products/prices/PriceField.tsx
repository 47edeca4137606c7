import { createContext, useContext } from 'react';
import type { ListedPrice } from '@/api/types';
import { useSelling } from '@/i18n';
import { MoneyInput } from '@/ui/money/MoneyInput';
import { faultsOf, storedOf, type PriceEdits, type PriceValues } from './priceEdits';

interface Editing {
  currency: string;
  readOnly: boolean;
  edits: PriceEdits;
  /** What the server refused, by variant. */
  refused: ReadonlyMap<string, string>;
  change: (row: ListedPrice, change: Partial<PriceValues>) => void;
}

/** What is being edited, for the cells: columns that changed with every key would lose the focus. */
export const EditingPrices = createContext<Editing | null>(null);

/** One amount of a row, to type in. */
export function PriceField({ row, field }: { row: ListedPrice; field: keyof PriceValues }) {
  const { priceLists: words } = useSelling();
  const editing = useContext(EditingPrices);
  if (editing === null) return null;
  const values = editing.edits.get(row.variant_id) ?? storedOf(row);
  const fault = faultsOf(values)[field];
  const refused = field === 'price' ? editing.refused.get(row.variant_id) : undefined;
  const name = [row.title, row.variant_title].filter(Boolean).join(' · ');
  return (
    <MoneyInput
      size="sm"
      w={{ base: '100%', sm: 140 }}
      aria-label={field === 'price' ? words.priceOf(name) : words.compareAtOf(name)}
      currency={editing.currency}
      readOnly={editing.readOnly}
      value={values[field]}
      error={fault === null ? refused : words[fault]}
      onChange={(minor) => editing.change(row, { [field]: minor })}
    />
  );
}
