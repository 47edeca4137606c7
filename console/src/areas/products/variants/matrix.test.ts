import { expect, it } from 'vitest';
import { combinations, skuOf } from './matrix';

it('combines every value with every other', () => {
  const options = [{ name: 'Size', values: ['S', 'M'] }, { name: 'Colour', values: ['Red', 'Blue'] }];
  expect(combinations(options)).toEqual([['S', 'Red'], ['S', 'Blue'], ['M', 'Red'], ['M', 'Blue']]);
  expect(combinations([])).toEqual([[]]);
  expect(combinations([{ name: 'Size', values: [] }])).toEqual([]);
});

it('makes SKUs that tell variants apart', () => {
  expect(skuOf('FJ', ['XL', 'Dark red'])).toBe('FJ-XL-DARKRED');
  expect(skuOf(' FJ ', [])).toBe('FJ');
  expect(skuOf('FJ', ['Größe 1'])).toBe('FJ-GROSSE1');
  expect(skuOf('', ['S'])).toBeNull();
});
