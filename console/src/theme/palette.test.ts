import { describe, expect, it } from 'vitest';
import { contrast, hexToOklch, oklchToHex } from './color';
import { DEFAULT_BRAND, FILLED_SHADE, brandPalette, inkOn } from './palette';

/** Every hue at several lightnesses, with the extremes. */
const COLORS = [
  '#ffffff',
  '#000000',
  '#ffff00',
  ...Array.from({ length: 24 }, (_, step) => [0.35, 0.6, 0.85].map((l) => oklchToHex({ l, c: 0.16, h: (step / 24) * 2 * Math.PI }))).flat(),
];

describe('a brand palette', () => {
  it('carries readable white text on its filled shade and everything darker', () => {
    for (const color of COLORS) {
      for (const shade of brandPalette(color).slice(FILLED_SHADE)) {
        expect(contrast(shade, '#ffffff'), `${color} → ${shade}`).toBeGreaterThanOrEqual(4.5);
      }
    }
  });

  it('gives readable links in the dark theme', () => {
    for (const color of COLORS) expect(contrast(brandPalette(color)[4] ?? '', '#131518'), color).toBeGreaterThanOrEqual(4.5);
  });

  it('keeps a colour that is readable already', () => {
    expect(brandPalette(DEFAULT_BRAND)[FILLED_SHADE]).toBe(DEFAULT_BRAND);
  });

  it('falls back to the default for nonsense', () => {
    expect(brandPalette('red; }')).toEqual(brandPalette(null));
  });

  it('puts readable initials on any colour', () => {
    for (const color of COLORS) expect(contrast(color, inkOn(color)), color).toBeGreaterThanOrEqual(4.5);
  });
});

describe('colour conversion', () => {
  it('goes there and back', () => {
    for (const color of ['#0f766e', '#2563eb', '#c2410c', '#808080']) expect(oklchToHex(hexToOklch(color))).toBe(color);
  });
});
