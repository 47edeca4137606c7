import '@fontsource-variable/inter/index.css';
import '@fontsource-variable/jetbrains-mono/index.css';
import '@mantine/core/styles.css';
import './theme/global.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './App';
import { preferredLocale, setLocale } from './i18n';
import { registerServiceWorker } from './pwa/register';
import { reloadOnNewRelease } from './pwa/staleRelease';

const root = document.getElementById('root');
if (root === null) throw new Error('index.html has no #root');

reloadOnNewRelease();
await setLocale(preferredLocale());
createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
registerServiceWorker();
