import { expect, test } from 'vitest';
import type { Image } from '@/api/types';
import { inOrder, sizeFor } from './pictures';

const size = (width_px: number) => ({ width_px, height_px: width_px, media_type: 'image/webp', url: `/${width_px}` });
const image = (id: string): Image => ({ id, alt_text: '', created_at: '2026-01-01T00:00:00Z', failure: null, position: 0, sizes: [], state: 'ready' });

test('the smallest size that suffices is shown, else the largest', () => {
  const sizes = [size(1600), size(200), size(800)];
  expect(sizeFor({ sizes }, 300)).toBe('/800');
  expect(sizeFor({ sizes }, 2000)).toBe('/1600');
  expect(sizeFor({ sizes: [] }, 300)).toBeNull();
});

test('a new picture stands behind those that were put in order', () => {
  const images = ['a', 'b', 'c'].map(image);
  expect(inOrder(images, ['b', 'a']).map(({ id }) => id)).toEqual(['b', 'a', 'c']);
  expect(inOrder(images, null).map(({ id }) => id)).toEqual(['a', 'b', 'c']);
});
