/** Conversions between what the key form holds and what the API takes. */

/** A moment as the value of a date field, in the person's own time zone. */
export function toDay(iso: string | null): string {
  if (iso === null) return '';
  const at = new Date(iso);
  const two = (value: number) => String(value).padStart(2, '0');
  return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
}

/** The last second of a day in the person's own time zone: a key works on its last day. */
export function endOfDay(day: string): string | null {
  return day === '' ? null : new Date(`${day}T23:59:59`).toISOString();
}

export function tomorrow(): string {
  return toDay(new Date(Date.now() + 86_400_000).toISOString());
}

/** One entry per line or comma; blank ones are dropped. */
export function linesOf(text: string): string[] {
  return text.split(/[\n,]/).map((line) => line.trim()).filter((line) => line !== '');
}
