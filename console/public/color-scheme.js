// Runs before the first paint so that a dark-theme user never sees a white
// flash. It is a file, not an inline script, because the CSP allows none.
(function () {
  var stored = null;
  var locale = null;
  try {
    stored = localStorage.getItem('tradepost.color-scheme');
    locale = localStorage.getItem('tradepost.locale');
  } catch {
    // Storage may be blocked; the defaults below are good enough.
  }
  var dark =
    stored === 'dark' ||
    (stored !== 'light' && window.matchMedia('(prefers-color-scheme: dark)').matches);
  document.documentElement.setAttribute('data-mantine-color-scheme', dark ? 'dark' : 'light');
  document.documentElement.style.background = dark ? '#131518' : '#ffffff';
  if (locale) document.documentElement.lang = locale;
})();
