import type { DeliveryEffect } from '@/api/types';
import type { Selling } from '@/i18n';

type Words = Selling['outcomes'];

/** What a kind of change is called. */
export function changeWord(words: Words, change: string): string {
  const known: Record<string, string> = words.things;
  return known[change] ?? change;
}

/** "Product: made", in the person's language. */
export function effectText(words: Words, { change, effect }: Pick<DeliveryEffect, 'change' | 'effect'>): string {
  return words.effect(changeWord(words, change), words.effects[effect]);
}

/** What to do about a dead letter, by its code. */
export function wayOut(words: Words, code: string | null): string {
  const known: Record<string, string> = words.waysOut;
  return (code === null ? undefined : known[code]) ?? words.wayOut;
}
