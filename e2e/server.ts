// Starts the demo on a fresh folder for the whole run, and ends it in order.
import { type ChildProcess, spawn } from 'node:child_process';
import { createWriteStream, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FullConfig } from '@playwright/test';

async function ready(url: string, server: ChildProcess): Promise<void> {
  const deadline = Date.now() + 300_000;
  while (Date.now() < deadline) {
    if (server.exitCode !== null) throw new Error(`the server ended with ${server.exitCode}`);
    const answer = await fetch(url).catch(() => null);
    if (answer?.ok) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error('the server did not become ready within five minutes');
}

export default async function start(config: FullConfig): Promise<() => Promise<void>> {
  const port = String(config.metadata.port);
  const readiness = `http://localhost:${port}/readyz`;
  const binary = process.env.TRADEPOST_BIN;
  if (!binary) throw new Error('TRADEPOST_BIN must name the tradepost binary; `make test` sets it');
  const taken = await fetch(readiness).catch(() => null);
  if (taken) throw new Error(`something listens on port ${port} already; choose another with TRADEPOST_E2E_PORT`);

  const folder = mkdtempSync(join(tmpdir(), 'tradepost-e2e-'));
  const logs = process.env.TRADEPOST_TEST_LOGS ?? folder;
  mkdirSync(logs, { recursive: true });
  // The program takes every TRADEPOST_ variable for a setting, and ours are not.
  const inherited = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('TRADEPOST_')));
  const server = spawn(binary, ['demo'], {
    env: {
      ...inherited,
      TRADEPOST_DATA_DIR: folder,
      PORT: port,
      // At the finest level, because what these logs hold is checked afterwards.
      TRADEPOST_LOG__LEVEL: 'trace',
      TRADEPOST_LOG__FORMAT: 'json',
      // One robot of a test clicks as fast as many people.
      TRADEPOST_HTTP__REQUESTS_PER_MINUTE: '0',
      TRADEPOST_HTTP__ANONYMOUS_REQUESTS_PER_MINUTE: '0',
    },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  server.stderr.pipe(createWriteStream(join(logs, 'e2e.log')));
  await ready(readiness, server);
  return async () => {
    const ended = new Promise<void>((resolve) => server.once('exit', () => resolve()));
    server.kill('SIGTERM');
    await ended;
    rmSync(folder, { recursive: true, force: true });
  };
}
