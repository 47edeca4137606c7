import { useSyncExternalStore } from 'react';
import type { Catalogue } from './catalogue';

export type { Catalogue } from './catalogue';
export { useFormat, type Formatter } from './format';

export const LOCALES = ['en', 'es'] as const;
export type Locale = (typeof LOCALES)[number];

const KEY = 'tradepost.locale';
const loaders: Record<Locale, () => Promise<{ default: Catalogue }>> = {
  en: () => import('./en'),
  es: () => import('./es'),
};

let active: { locale: Locale; catalogue: Catalogue } | null = null;
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
    active = { locale, catalogue: (await loaders[locale]()).default };
    listeners.forEach((notify) => notify());
  }
  document.documentElement.lang = locale;
  try {
    localStorage.setItem(KEY, locale);
  } catch {
    // Remembering is a comfort, not a need.
  }
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

export function useLocale(): Locale {
  return useSyncExternalStore(subscribe, snapshot).locale;
}
