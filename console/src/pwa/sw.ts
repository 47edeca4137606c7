/// <reference lib="webworker" />
/**
 * The offline shell. Pages come from the network when there is one, so a new
 * release shows at once; without one the last page seen opens and the console
 * itself says that it is offline. API answers are never cached: another
 * person's data must not outlive their session on a shared device.
 */
declare const self: ServiceWorkerGlobalScope;

const SHELL = 'tradepost-shell-v1';
const ASSETS = 'tradepost-assets-';
const PAGE = '/app/';

self.addEventListener('install', (event) => {
  event.waitUntil(refreshShell().then(() => self.skipWaiting()));
});

self.addEventListener('activate', (event) => {
  event.waitUntil(currentRelease().then(dropOldCaches).then(() => self.clients.claim()));
});

self.addEventListener('fetch', (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== 'GET' || url.origin !== self.location.origin) return;
  if (request.mode === 'navigate') event.respondWith(page(request));
  else if (url.pathname.startsWith('/app/assets/')) event.respondWith(asset(request));
});

async function refreshShell(): Promise<void> {
  const response = await fetch(PAGE, { cache: 'no-cache' });
  if (!response.ok) throw new Error(`the console answered ${response.status}`);
  await remember(response);
}

/** Stores the page and every asset it names, so that it can start without a network. */
async function remember(response: Response): Promise<void> {
  const shell = await caches.open(SHELL);
  const html = await response.clone().text();
  const release = releaseOf(html);
  const before = await (await shell.match(PAGE))?.text();
  await shell.put(PAGE, response);
  if (before !== undefined && releaseOf(before) !== release) await dropOldCaches(release);
  const assets = await caches.open(ASSETS + release);
  const named = [...html.matchAll(/(?:src|href)="(\/app\/[^"]+\.(?:js|css|svg|png))"/g)].map((match) => match[1] ?? '');
  await Promise.allSettled(named.map((name) => keep(assets, name)));
}

/** A release is known by its entry script, whose name carries the hash of everything it loads. */
function releaseOf(html: string): string {
  return /\/app\/assets\/index-([\w-]+)\.js/.exec(html)?.[1] ?? 'unknown';
}

async function keep(assets: Cache, name: string): Promise<void> {
  if ((await assets.match(name)) === undefined) await assets.add(name);
}

async function page(request: Request): Promise<Response> {
  try {
    const response = await fetch(request);
    if (response.ok && !response.redirected) await remember(response.clone());
    return response;
  } catch {
    const cached = await caches.match(PAGE);
    return cached ?? Response.error();
  }
}

/** Hashed files never change: the first copy is good for ever. */
async function asset(request: Request): Promise<Response> {
  const cached = await caches.match(request);
  if (cached !== undefined) return cached;
  const response = await fetch(request);
  if (response.ok) {
    const assets = await caches.open(ASSETS + (await currentRelease()));
    await assets.put(request, response.clone());
  }
  return response;
}

async function currentRelease(): Promise<string> {
  const page = await caches.match(PAGE);
  return page === undefined ? 'unknown' : releaseOf(await page.text());
}

async function dropOldCaches(release: string): Promise<void> {
  const names = await caches.keys();
  const old = names.filter((name) => name !== SHELL && name !== ASSETS + release);
  await Promise.all(old.map((name) => caches.delete(name)));
}

export {};
