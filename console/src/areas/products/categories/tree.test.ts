import { describe, expect, it } from 'vitest';
import type { CategoryNode } from '@/api/types';
import { flatten, isBelow, pathOf, step } from './tree';

const node = (id: string, parent_id: string | null, position: number): CategoryNode => ({
  id,
  parent_id,
  position,
  name: id.toUpperCase(),
  slug: id,
  description: '',
  seo_title: null,
  seo_description: null,
  version: 1,
  created_at: '2026-01-01T00:00:00Z',
  product_count: 0,
});
const nodes = [node('b', null, 1), node('a', null, 0), node('a2', 'a', 1), node('a1', 'a', 0), node('a11', 'a1', 0)];

describe('the tree of categories', () => {
  it('is shown from the top, each below its own', () => {
    expect(flatten(nodes).map(({ node: { id }, depth }) => `${'-'.repeat(depth)}${id}`)).toEqual(['a', '-a1', '--a11', '-a2', 'b']);
    expect(pathOf(nodes, 'a11')).toBe('A / A1 / A11');
  });

  it('moves by steps, and nowhere where there is no way', () => {
    expect(step(nodes, 'a2', 'up')).toEqual({ parent_id: 'a', position: 0 });
    expect(step(nodes, 'a1', 'up')).toBeNull();
    expect(step(nodes, 'b', 'down')).toBeNull();
    expect(step(nodes, 'b', 'in')).toEqual({ parent_id: 'a', position: 2 });
    expect(step(nodes, 'a', 'in')).toBeNull();
    expect(step(nodes, 'a11', 'out')).toEqual({ parent_id: 'a', position: 1 });
    expect(step(nodes, 'a1', 'out')).toEqual({ parent_id: null, position: 1 });
    expect(step(nodes, 'a', 'out')).toBeNull();
  });

  it('knows what is below what', () => {
    expect(isBelow(nodes, 'a11', 'a')).toBe(true);
    expect(isBelow(nodes, 'a', 'a11')).toBe(false);
  });
});
