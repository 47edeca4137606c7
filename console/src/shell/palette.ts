import { createSpotlight } from '@mantine/spotlight';

export const [paletteStore, palette] = createSpotlight();
export const openPalette = () => palette.open();

/** What the shortcut is called on this machine. */
export function shortcutLabel(): string {
  return /mac|iphone|ipad/i.test(navigator.userAgent) ? '⌘ K' : 'Ctrl K';
}
