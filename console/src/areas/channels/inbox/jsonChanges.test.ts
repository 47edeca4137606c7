import { describe, expect, it } from 'vitest';
import { jsonChanges } from './jsonChanges';

describe('the changes between two deliveries', () => {
  it('are none when both say the same', () => {
    expect(jsonChanges({ a: [1, { b: null }] }, { a: [1, { b: null }] })).toEqual([]);
    expect(jsonChanges({ a: 1, b: 2 }, { b: 2, a: 1 })).toEqual([]);
  });

  it('name what was added, removed and changed by its path', () => {
    const before = { name: '#1', customer: { email: 'a@x.example', phone: '1' }, note: 'call' };
    const after = { name: '#1', customer: { email: 'b@x.example', phone: '1', city: 'Lugo' } };
    expect(jsonChanges(before, after)).toEqual([
      { kind: 'changed', path: 'customer.email', before: 'a@x.example', after: 'b@x.example' },
      { kind: 'added', path: 'customer.city', after: 'Lugo' },
      { kind: 'removed', path: 'note', before: 'call' },
    ]);
  });

  it('tell null from nothing, and a text from a number', () => {
    expect(jsonChanges({ a: null }, {})).toEqual([{ kind: 'removed', path: 'a', before: null }]);
    expect(jsonChanges({}, { a: null })).toEqual([{ kind: 'added', path: 'a', after: null }]);
    expect(jsonChanges({ a: '1' }, { a: 1 })).toEqual([{ kind: 'changed', path: 'a', before: '1', after: 1 }]);
  });

  it('compare lists by position where nothing has an id', () => {
    expect(jsonChanges({ tags: ['a', 'b'] }, { tags: ['a', 'c', 'd'] })).toEqual([
      { kind: 'changed', path: 'tags[1]', before: 'b', after: 'c' },
      { kind: 'added', path: 'tags[2]', after: 'd' },
    ]);
  });

  it('follow what has an id, wherever in the list it is', () => {
    const before = { line_items: [{ id: 1, quantity: 2 }, { id: 2, quantity: 1 }] };
    const after = { line_items: [{ id: 2, quantity: 1 }, { id: 3, quantity: 4 }, { id: 1, quantity: 3 }] };
    expect(jsonChanges(before, after)).toEqual([
      { kind: 'changed', path: 'line_items[id=1].quantity', before: 2, after: 3 },
      { kind: 'added', path: 'line_items[id=3]', after: { id: 3, quantity: 4 } },
    ]);
  });

  it('compare by position when two have the same id', () => {
    const before = [{ id: 1, n: 1 }, { id: 1, n: 2 }];
    expect(jsonChanges(before, [{ id: 1, n: 1 }, { id: 1, n: 3 }])).toEqual([
      { kind: 'changed', path: '[1].n', before: 2, after: 3 },
    ]);
  });

  it('take values that are not alike as a whole', () => {
    expect(jsonChanges({ a: { b: 1 } }, { a: [1] })).toEqual([{ kind: 'changed', path: 'a', before: { b: 1 }, after: [1] }]);
    expect(jsonChanges([1], { a: 1 })).toEqual([{ kind: 'changed', path: '', before: [1], after: { a: 1 } }]);
    expect(jsonChanges({ a: {} }, { a: null })).toEqual([{ kind: 'changed', path: 'a', before: {}, after: null }]);
  });

  it('write names that are no plain words so that they can be told apart', () => {
    expect(jsonChanges({ 'a.b': 1, a: { b: 1 } }, { 'a.b': 2, a: { b: 3 } })).toEqual([
      { kind: 'changed', path: '["a.b"]', before: 1, after: 2 },
      { kind: 'changed', path: 'a.b', before: 1, after: 3 },
    ]);
    expect(jsonChanges(JSON.parse('{"__proto__":1}'), {})).toEqual([{ kind: 'removed', path: '__proto__', before: 1 }]);
  });

  it('end at a depth that nobody sends', () => {
    const deep = (leaf: number) => JSON.parse(`${'['.repeat(3000)}${leaf}${']'.repeat(3000)}`) as unknown;
    expect(jsonChanges(deep(1), deep(1))).toEqual([]);
    expect(jsonChanges(deep(1), deep(2))).toHaveLength(1);
  });
});
