// Puts the interactive API reference beside the console, where the server's
// /api/docs page loads it from. A build product; not committed.
import { copyFileSync, mkdirSync } from 'node:fs';

const out = new URL('../public/api-docs/', import.meta.url);
mkdirSync(out, { recursive: true });
copyFileSync(
  new URL('../node_modules/@scalar/api-reference/dist/browser/standalone.js', import.meta.url),
  new URL('standalone.js', out),
);
copyFileSync(new URL('api-docs-start.js', import.meta.url), new URL('start.js', out));
