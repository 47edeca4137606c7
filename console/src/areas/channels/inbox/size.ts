import type { Formatter, Selling } from '@/i18n';

/** How long a body is, as a person says it. */
export function sizeText(words: Selling['inbox'], format: Formatter, bytes: number): string {
  return bytes < 1_000 ? words.bytes(bytes) : words.kilobytes(format.number(Math.round(bytes / 100) / 10));
}
