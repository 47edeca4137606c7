/** The middle of a day here, which is the same day nearly everywhere; `null` for none. */
export function noonOf(day: string): string | null {
  return day === '' ? null : new Date(`${day}T12:00`).toISOString();
}

/** The day of a moment here, as a field for days takes it; empty for none. */
export function dayOf(at: string | null | undefined): string {
  if (at == null) return '';
  const date = new Date(at);
  const two = (value: number) => String(value).padStart(2, '0');
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}
