import { describe, expect, it } from 'vitest';
import { prettyJson, readJson } from './json';

describe('a JSON text as people read it', () => {
  it('has a line for each value', () => {
    expect(prettyJson('{"a":1,"b":[{"c":"x, {y}"},[]],"d":{}}')).toBe(
      '{\n  "a": 1,\n  "b": [\n    {\n      "c": "x, {y}"\n    },\n    []\n  ],\n  "d": {}\n}',
    );
    expect(prettyJson('[]')).toBe('[]');
  });

  it('is what JSON.stringify makes of plain values', () => {
    const value = { name: 'Ana “the\n\\" quote', lines: [{ id: 1, sku: 'A:1' }, { id: 2, sku: null }], ok: true, no: false };
    expect(prettyJson(JSON.stringify(value))).toBe(JSON.stringify(value, null, 2));
    expect(prettyJson(JSON.stringify(value, null, 4))).toBe(JSON.stringify(value, null, 2));
  });

  it('keeps numbers as they came', () => {
    expect(prettyJson('{"id":820982911946154508,"price":10.10,"much":1E3}')).toBe(
      '{\n  "id": 820982911946154508,\n  "price": 10.10,\n  "much": 1E3\n}',
    );
  });

  it('is nothing when it is no JSON', () => {
    for (const text of ['', 'webhook_id=12', '{"a":}', 'eyJhbGciOiJSUzI1NiJ9.e30.c2ln', '{"a":1}{"b":2}', '12', '"text"', 'null']) {
      expect(prettyJson(text), text).toBeNull();
    }
  });
});

describe('a JSON text as values', () => {
  it('holds numbers that JavaScript would change as texts', () => {
    expect(readJson('{"id":820982911946154508,"n":[1,-2.5],"price":10.10,"text":"820982911946154508"}')?.value).toEqual({
      id: '820982911946154508',
      n: [1, -2.5],
      price: '10.10',
      text: '820982911946154508',
    });
  });

  it('takes nothing that JSON does not take', () => {
    // Made a text, this would pass for a value.
    expect(readJson('{"a":01}')).toBeNull();
    expect(readJson('{"a":1_000}')).toBeNull();
  });
});
