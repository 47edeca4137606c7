import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';

const path = (relative: string) => fileURLToPath(new URL(relative, import.meta.url));

/** The API server that `npm run dev` forwards to. */
const server = process.env.TRADEPOST_URL ?? 'http://localhost:8080';

export default defineConfig({
  // The server owns `/`; the console lives below `/app/` so that the API, the
  // documentation and later a storefront can share the same origin.
  base: '/app/',
  plugins: [react()],
  resolve: { alias: { '@': path('./src') } },
  server: { proxy: { '/api': { target: server, changeOrigin: true }, '/blobs': server } },
  build: {
    target: 'es2022',
    // The Content-Security-Policy forbids `data:` fonts, so nothing is inlined.
    assetsInlineLimit: 0,
    rollupOptions: {
      input: { index: path('./index.html'), sw: path('./src/pwa/sw.ts') },
      output: {
        // A service worker needs a stable address; everything else is hashed.
        entryFileNames: (chunk) => (chunk.name === 'sw' ? 'sw.js' : 'assets/[name]-[hash].js'),
      },
    },
  },
  test: {
    environment: 'jsdom',
    setupFiles: ['./src/test/setup.ts'],
    include: ['src/**/*.test.{ts,tsx}'],
  },
});
