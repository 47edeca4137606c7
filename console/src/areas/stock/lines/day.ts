/** The middle of a day here, which is the same day nearly everywhere; `null` for none. */
export function noonOf(day: string): string | null {
  return day === '' ? null : new Date(`${day}T12:00`).toISOString();
}
