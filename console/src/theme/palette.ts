import type { MantineColorsTuple } from '@mantine/core';
import { contrast, hexToOklch, isHexColor, oklchToHex, type Oklch } from './color';

export const DEFAULT_BRAND = '#0f766e';

/** The shade that carries white text, in both themes. */
export const FILLED_SHADE = 6;

/** AA for normal text, with a little room for rounding. */
const READABLE = 4.6;

const LIGHTNESS = [0.977, 0.946, 0.888, 0.82, 0.75, 0.67, 0, 0.46, 0.39, 0.32];
const CHROMA = [0.12, 0.25, 0.5, 0.75, 0.95, 1, 1, 0.95, 0.85, 0.75];

/**
 * Ten shades of a brand colour. Shade 6 is the colour itself when white text
 * is readable on it, and otherwise the lightest darker shade where it is;
 * every darker shade is readable too, whatever colour was chosen.
 */
export function brandPalette(brand: string | null): MantineColorsTuple {
  const base = hexToOklch(brand !== null && isHexColor(brand) ? brand : DEFAULT_BRAND);
  const filled = readableUnderWhite(base);
  return LIGHTNESS.map((lightness, shade) => {
    if (shade === FILLED_SHADE) return oklchToHex(filled);
    const l = shade > FILLED_SHADE ? Math.min(lightness, filled.l - 0.05 * (shade - FILLED_SHADE)) : lightness;
    return oklchToHex({ l: Math.max(l, 0.12), c: base.c * (CHROMA[shade] ?? 1), h: base.h });
  }) as unknown as MantineColorsTuple;
}

function readableUnderWhite(color: Oklch): Oklch {
  const candidate = { ...color };
  while (contrast(oklchToHex(candidate), '#ffffff') < READABLE && candidate.l > 0.1) candidate.l -= 0.01;
  return candidate;
}

/** Black or white, whichever is easier to read on the given colour. */
export function inkOn(background: string): string {
  return contrast(background, '#ffffff') >= contrast(background, '#000000') ? '#ffffff' : '#000000';
}
