/** Installs the service worker. Browsers only offer one on HTTPS and on localhost. */
export function registerServiceWorker(): void {
  if (!import.meta.env.PROD || !('serviceWorker' in navigator)) return;
  const register = () => {
    navigator.serviceWorker.register('/app/sw.js', { scope: '/app/', type: 'module' }).catch(() => {
      // Without it the console works the same, it just does not open offline.
    });
  };
  // The first paint comes first. The page may have finished loading before this module ran.
  if (document.readyState === 'complete') register();
  else window.addEventListener('load', register, { once: true });
}
