// Draws every icon the console needs from src/assets/icon.svg into public/icons.
// The results are build products and are not committed.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { Resvg } from '@resvg/resvg-js';

const source = readFileSync(new URL('../src/assets/icon.svg', import.meta.url), 'utf8');
const out = new URL('../public/icons/', import.meta.url);
const background = /<rect[^>]*fill="([^"]+)"/.exec(source)?.[1] ?? '#000000';

/**
 * A maskable icon fills the whole square and keeps its mark inside the middle
 * 80 %, because launchers cut it to a circle or any other shape.
 */
const maskable = source
  .replace(/<svg([^>]*)>/, `<svg$1><rect width="64" height="64" fill="${background}"/><g transform="translate(8 8) scale(.75)">`)
  .replace('</svg>', '</g></svg>');

const targets = [
  ['icon-32.png', source, 32],
  ['icon-192.png', source, 192],
  ['icon-512.png', source, 512],
  ['apple-touch-icon.png', maskable, 180],
  ['maskable-192.png', maskable, 192],
  ['maskable-512.png', maskable, 512],
];

mkdirSync(out, { recursive: true });
writeFileSync(new URL('icon.svg', out), source);
for (const [name, svg, width] of targets) {
  const png = new Resvg(svg, { fitTo: { mode: 'width', value: width } }).render().asPng();
  writeFileSync(new URL(name, out), png);
}
