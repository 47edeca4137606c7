import type { Image } from '@/api/types';

/** The smallest size that is at least so wide, or the largest there is; null while a picture has none. */
export function sizeFor({ sizes }: Pick<Image, 'sizes'>, width: number): string | null {
  const sorted = [...sizes].sort((one, other) => one.width_px - other.width_px);
  return (sorted.find(({ width_px }) => width_px >= width) ?? sorted.at(-1))?.url ?? null;
}

/** The pictures in the order that a person gave them, until the server has confirmed it; new ones come last. */
export function inOrder(images: readonly Image[], order: readonly string[] | null): Image[] {
  if (order === null) return [...images];
  const place = (id: string) => (order.includes(id) ? order.indexOf(id) : order.length);
  return [...images].sort((one, other) => place(one.id) - place(other.id));
}
