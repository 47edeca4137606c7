/** As many as are fetched to count them; of more it is said that there are more. */
export const COUNTED = 100;

interface Counted {
  data: readonly unknown[];
  next: string | null;
}

/** How many there are of what was asked for, as a badge says it: `7`, or `100+`. */
export function countText({ data, next }: Counted): string {
  return next === null ? String(data.length) : `${data.length}+`;
}
