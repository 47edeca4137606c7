import type { ProductDetail } from '@/api/types';
import type { components } from '@/api/schema';

type OptionChange = components['schemas']['OptionChange'];

/** A value of an option while it is edited; `was` is null for one that is new. */
export interface EditedValue {
  key: number;
  was: string | null;
  text: string;
}

/** An option while it is edited; `was` is null for one that is new. */
export interface EditedOption {
  key: number;
  was: string | null;
  name: string;
  values: EditedValue[];
}

let lastKey = 0;

/** Tells rows apart that may have the same text for a moment. */
const nextKey = () => (lastKey += 1);

export const newValue = (): EditedValue => ({ key: nextKey(), was: null, text: '' });

export const newOption = (): EditedOption => ({ key: nextKey(), was: null, name: '', values: [newValue()] });

/** The options of a product, ready to be edited. */
export const editable = (options: ProductDetail['options']): EditedOption[] =>
  options.map(({ name, values }) => ({
    key: nextKey(),
    was: name,
    name,
    values: (values ?? []).map((text) => ({ key: nextKey(), was: text, text })),
  }));

/** What the server is told: the options from now on, and which of their words were other words. */
export const asChange = (options: readonly EditedOption[]): OptionChange[] =>
  options.map(({ was, name, values }) => {
    const kept = values.map((value) => ({ ...value, text: value.text.trim() })).filter(({ text }) => text !== '');
    return {
      name: name.trim(),
      values: [...new Set(kept.map(({ text }) => text))],
      ...(was !== null && was !== name.trim() && { was }),
      renamed: kept.flatMap(({ was: from, text: to }) => (from !== null && from !== to ? [{ from, to }] : [])),
    };
  });

/** A list with one of its members a place nearer to the front. */
export function moveUp<T>(list: readonly T[], index: number): T[] {
  const moved = [...list];
  const [one] = moved.splice(index, 1);
  if (one !== undefined) moved.splice(Math.max(0, index - 1), 0, one);
  return moved;
}
