import { expect, it } from 'vitest';
import { waterfall } from './waterfall';

const figures = (on_hand: number) => ({ on_hand, reserved: 0, available: on_hand, incoming: 0 });

it('hangs every bar between the figure before and the one after', () => {
  const steps = [
    { kind: 'receipt' as const, movements: 1, change: figures(30), after: figures(40) },
    { kind: 'sale' as const, movements: 4, change: figures(-12), after: figures(28) },
    { kind: 'reservation' as const, movements: 2, change: figures(0), after: figures(28) },
  ];
  const bars = waterfall({ opening: figures(10), steps, closing: figures(28) });
  expect(bars.map(({ kind, base, size }) => [kind, base, size])).toEqual([
    ['opening', 0, 10],
    ['receipt', 10, 30],
    ['sale', 28, 12],
    ['closing', 0, 28],
  ]);
});
