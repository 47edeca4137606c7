const KEY = 'tradepost.reloaded-at';
const PATIENCE_MS = 60_000;

/**
 * After an upgrade of the server a tab that is still open asks for files of the
 * release it came from, which are gone. Loading the page again brings the new
 * release; doing so once a minute at most keeps a broken server from looping it.
 */
export function reloadOnNewRelease(): void {
  window.addEventListener('vite:preloadError', (event) => {
    const last = Number(sessionStorage.getItem(KEY) ?? 0);
    if (Date.now() - last < PATIENCE_MS) return;
    event.preventDefault();
    sessionStorage.setItem(KEY, String(Date.now()));
    window.location.reload();
  });
}
