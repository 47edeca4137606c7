import { describe, expect, it } from 'vitest';
import { fillDown, move, only, parseClipboard, paste, rangeOf, toClipboard } from './gridModel';

const size = { rows: 4, columns: 3 };
const plain = { extend: false, jump: false };

describe('moving', () => {
  it('stays inside', () => {
    expect(move(only({ row: 0, column: 0 }), 'ArrowUp', size, plain)?.focus).toEqual({ row: 0, column: 0 });
    expect(move(only({ row: 3, column: 2 }), 'ArrowRight', size, plain)?.focus).toEqual({ row: 3, column: 2 });
    expect(move(only({ row: 1, column: 1 }), 'PageDown', size, plain)?.focus).toEqual({ row: 3, column: 1 });
    expect(move(only({ row: 1, column: 1 }), 'a', size, plain)).toBeNull();
  });

  it('jumps and extends', () => {
    const drawn = move(only({ row: 1, column: 2 }), 'ArrowDown', size, { extend: true, jump: true });
    expect(drawn && rangeOf(drawn)).toEqual({ top: 1, bottom: 3, left: 2, right: 2 });
    expect(move(only({ row: 2, column: 2 }), 'Home', size, { extend: false, jump: true })?.focus).toEqual({ row: 0, column: 0 });
  });
});

describe('the clipboard', () => {
  it('is read as spreadsheets write it', () => {
    expect(parseClipboard('a\tb\r\nc\td\r\n')).toEqual([['a', 'b'], ['c', 'd']]);
    expect(parseClipboard('"two\nlines"\t"a ""word"""')).toEqual([['two\nlines', 'a "word"']]);
    expect(parseClipboard('5" pipe\tx')).toEqual([['5" pipe', 'x']]);
    expect(parseClipboard('')).toEqual([['']]);
  });

  it('gives back what it was given', () => {
    const cells = [['a\tb', 'line\nbreak'], ['say "hi"', '']];
    expect(parseClipboard(toClipboard(cells))).toEqual(cells);
  });
});

describe('pasting', () => {
  const area = (top: number, left: number, bottom: number, right: number) => ({
    anchor: { row: top, column: left },
    focus: { row: bottom, column: right },
  });

  it('fills a selection with one cell', () => {
    expect(paste(area(0, 1, 2, 1), [['7']], size).map(({ row, text }) => [row, text])).toEqual([[0, '7'], [1, '7'], [2, '7']]);
  });

  it('puts a block at the corner and cuts what falls off', () => {
    const changes = paste(only({ row: 3, column: 1 }), [['a', 'b', 'c'], ['d', 'e', 'f']], size);
    expect(changes).toEqual([{ row: 3, column: 1, text: 'a' }, { row: 3, column: 2, text: 'b' }]);
  });

  it('repeats a block over a multiple of it', () => {
    const changes = paste(area(0, 0, 3, 0), [['a'], ['b']], size);
    expect(changes.map(({ text }) => text)).toEqual(['a', 'b', 'a', 'b']);
  });

  it('takes ragged rows', () => {
    const changes = paste(only({ row: 0, column: 0 }), [['a', 'b'], ['c']], size);
    expect(changes).toHaveLength(3);
  });
});

it('filling down repeats the first row', () => {
  const changes = fillDown({ anchor: { row: 2, column: 1 }, focus: { row: 0, column: 0 } }, ({ column }) => `top ${column}`);
  expect(changes.map(({ row, column, text }) => [row, column, text])).toEqual([
    [1, 0, 'top 0'], [1, 1, 'top 1'], [2, 0, 'top 0'], [2, 1, 'top 1'],
  ]);
});
