import { expect, test } from 'vitest';
import { relationsOf, withField } from './rule';

test('a condition keeps what still fits when its field changes', () => {
  expect(withField({ field: 'title', relation: 'contains', value: 'wool' }, 'tag')).toEqual({ field: 'tag', relation: 'contains', value: 'wool' });
  expect(withField({ field: 'tag', relation: 'contains', value: 'wool' }, 'price')).toEqual({ field: 'price', relation: 'above', value: '' });
  expect(withField({ field: 'price', relation: 'above', value: '5000' }, 'vendor')).toEqual({ field: 'vendor', relation: 'is', value: '' });
});

test('only prices are more or less', () => {
  expect(relationsOf('vendor')).not.toContain('above');
  expect(relationsOf('price')).not.toContain('contains');
});
