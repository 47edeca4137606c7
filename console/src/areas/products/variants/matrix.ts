import type { ProductOption } from '@/api/types';

/** Every combination of the options' values, in their order; one empty combination when there are no options. */
export function combinations(options: readonly ProductOption[]): string[][] {
  return options.reduce<string[][]>(
    (sofar, { values }) => sofar.flatMap((row) => values.map((value) => [...row, value])),
    [[]],
  );
}

/** A SKU of its own for every combination: the beginning, then the beginnings of its values. */
export function skuOf(prefix: string, values: readonly string[]): string | null {
  if (prefix.trim() === '') return null;
  const plain = (value: string) => value.normalize('NFD').replace(/[^\p{L}\p{N}]/gu, '').toUpperCase();
  return [prefix.trim(), ...values.map(plain)].filter((part) => part !== '').join('-');
}
