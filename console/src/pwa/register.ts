/** Installs the service worker. Browsers only offer one on HTTPS and on localhost. */
export function registerServiceWorker(): void {
  if (!import.meta.env.PROD || !('serviceWorker' in navigator)) return;
  window.addEventListener('load', () => {
    navigator.serviceWorker.register('/app/sw.js', { scope: '/app/', type: 'module' }).catch(() => {
      // Without it the console works the same, it just does not open offline.
    });
  });
}
