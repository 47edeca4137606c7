import { localStorageColorSchemeManager } from '@mantine/core';

/** The key that `public/color-scheme.js` reads before the first paint. */
export const colorSchemeManager = localStorageColorSchemeManager({ key: 'tradepost.color-scheme' });

/** Mantine says `auto` where the API says `system`. */
export function fromApi(scheme: 'light' | 'dark' | 'system'): 'light' | 'dark' | 'auto' {
  return scheme === 'system' ? 'auto' : scheme;
}

export function toApi(scheme: 'light' | 'dark' | 'auto'): 'light' | 'dark' | 'system' {
  return scheme === 'auto' ? 'system' : scheme;
}
