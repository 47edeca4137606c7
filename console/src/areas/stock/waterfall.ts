import type { Explanation, StockMovement } from '@/api/types';

export interface Bar {
  kind: StockMovement['kind'] | 'opening' | 'closing';
  /** What it did to what lies there; for the first and last bar, what lies there. */
  change: number;
  /** Where the visible part begins and how high it is: a bar hangs between the figure before and the one after. */
  base: number;
  size: number;
}

/** The bars of what lay there, what happened to it, and what lies there; kinds that moved nothing have none. */
export function waterfall({ opening, steps, closing }: Pick<Explanation, 'opening' | 'steps' | 'closing'>): Bar[] {
  let before = opening.on_hand;
  const bars: Bar[] = [{ kind: 'opening', change: before, base: 0, size: before }];
  for (const { kind, change } of steps) {
    if (change.on_hand === 0) continue;
    const after = before + change.on_hand;
    bars.push({ kind, change: change.on_hand, base: Math.min(before, after), size: Math.abs(change.on_hand) });
    before = after;
  }
  return [...bars, { kind: 'closing', change: closing.on_hand, base: 0, size: closing.on_hand }];
}
