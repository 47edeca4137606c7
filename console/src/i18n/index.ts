import { useSyncExternalStore } from 'react';
import type { Catalogue, Selling } from './catalogue';

export type { Catalogue, Selling } from './catalogue';
export { useFormat, type Formatter } from './format';

export const LOCALES = ['en', 'es'] as const;
export type Locale = (typeof LOCALES)[number];

const KEY = 'tradepost.locale';
const loaders: Record<Locale, () => Promise<{ default: Catalogue }>> = {
  en: () => import('./en'),
  es: () => import('./es'),
};


/** The words of the selling pages, which nobody needs before signing in and couriers never need. */
const sellingLoaders: Record<Locale, () => Promise<{ default: Selling }>> = {
  en: () => import('./en/selling'),
  es: () => import('./es/selling'),
};

let active: { locale: Locale; catalogue: Catalogue; selling: Selling | null } | null = null;
const listeners = new Set<() => void>();

export function isLocale(value: unknown): value is Locale {
  return LOCALES.some((locale) => locale === value);
}

/** The language remembered here, or else the browser's, or else English. */
export function preferredLocale(): Locale {
  let stored: string | null = null;
  try {
    stored = localStorage.getItem(KEY);
  } catch {
    // Storage may be blocked; the browser's language decides.
  }
  if (isLocale(stored)) return stored;
  return navigator.languages.map((tag) => tag.slice(0, 2)).find(isLocale) ?? 'en';
}

/** Loads a language's catalogue and shows it everywhere. Only the one in use is ever downloaded. */
export async function setLocale(locale: Locale): Promise<void> {
  if (active?.locale !== locale) {
    const sells = active?.selling != null;
    const [words, selling] = await Promise.all([loaders[locale](), sells ? sellingLoaders[locale]() : null]);
    active = { locale, catalogue: words.default, selling: selling?.default ?? null };
    listeners.forEach((notify) => notify());
  }
  document.documentElement.lang = locale;
  try {
    localStorage.setItem(KEY, locale);
  } catch {
    // Remembering is a comfort, not a need.
  }
}

/** Loads the words of the selling pages; their route waits for it. */
export async function loadSelling(): Promise<void> {
  const { locale, selling } = snapshot();
  if (selling !== null) return;
  const words = (await sellingLoaders[locale]()).default;
  const current = snapshot();
  // The language may have changed meanwhile; then the words of the new one are wanted.
  if (current.locale !== locale) return loadSelling();
  active = { ...current, selling: words };
  listeners.forEach((notify) => notify());
}

function subscribe(notify: () => void): () => void {
  listeners.add(notify);
  return () => listeners.delete(notify);
}

function snapshot() {
  if (active === null) throw new Error('setLocale must be awaited before anything renders');
  return active;
}

/** The catalogue of the active language. */
export function useT(): Catalogue {
  return useSyncExternalStore(subscribe, snapshot).catalogue;
}

/** The same outside a component, for what appears once and is gone. */
export function currentCatalogue(): Catalogue {
  return snapshot().catalogue;
}

/** The words of the selling pages, in the active language. */
export function useSelling(): Selling {
  const { selling } = useSyncExternalStore(subscribe, snapshot);
  if (selling === null) throw new Error('loadSelling must be awaited before a selling page renders');
  return selling;
}

export function useLocale(): Locale {
  return useSyncExternalStore(subscribe, snapshot).locale;
}
