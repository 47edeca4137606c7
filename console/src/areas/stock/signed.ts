import type { StockMovement } from '@/api/types';

/** A change with its sign: "+3", "-2". */
export function signed(text: string, value: number): string {
  return value > 0 ? `+${text}` : text;
}

/** The figure that a movement changed: what lies there, or else what is promised or on its way. */
export function deltaOf(movement: StockMovement, write: (value: number) => string): string {
  const delta = [movement.on_hand_delta, movement.reserved_delta, movement.incoming_delta].find((value) => value !== 0) ?? 0;
  return signed(write(delta), delta);
}
