import { describe, expect, it } from 'vitest';
import { asChange, editable, moveUp, newOption } from './optionEdits';

const size = { name: 'Size', values: ['S', 'M'] };

describe('edited options', () => {
  it('say nothing of words that stayed', () => {
    expect(asChange(editable([size]))).toEqual([{ name: 'Size', values: ['S', 'M'], renamed: [] }]);
  });

  it('tell which words were other words', () => {
    const [option] = editable([size]);
    if (!option) throw new Error('there is an option');
    const [small, medium] = option.values;
    if (!small || !medium) throw new Error('there are values');
    const edited = { ...option, name: ' Length ', values: [medium, { ...small, text: 'Small ' }] };
    expect(asChange([edited])).toEqual([
      { name: 'Length', was: 'Size', values: ['M', 'Small'], renamed: [{ from: 'S', to: 'Small' }] },
    ]);
  });

  it('leave out values that are empty or there twice', () => {
    const added = { ...newOption(), name: 'Fit', values: ['Slim', '', 'Slim'].map((text, key) => ({ key, was: null, text })) };
    expect(asChange([added])).toEqual([{ name: 'Fit', values: ['Slim'], renamed: [] }]);
  });

  it('move a place to the front, and no further', () => {
    expect(moveUp(['a', 'b', 'c'], 2)).toEqual(['a', 'c', 'b']);
    expect(moveUp(['a', 'b'], 0)).toEqual(['a', 'b']);
  });
});
