import type { Catalogue } from '@/i18n';

/** In this order, because most browsers also claim to be the ones below them. */
const BROWSERS: readonly [RegExp, string][] = [
  [/edg(e|a|ios)?\//i, 'Edge'],
  [/opr\//i, 'Opera'],
  [/firefox|fxios/i, 'Firefox'],
  [/samsungbrowser/i, 'Samsung Internet'],
  [/chrome|crios|chromium/i, 'Chrome'],
  [/safari/i, 'Safari'],
  [/curl\//i, 'curl'],
];

const SYSTEMS: readonly [RegExp, string][] = [
  [/iphone|ipod/i, 'iPhone'],
  [/ipad/i, 'iPad'],
  [/android/i, 'Android'],
  [/windows/i, 'Windows'],
  [/mac os|macintosh/i, 'macOS'],
  [/cros/i, 'ChromeOS'],
  [/linux/i, 'Linux'],
];

/** A User-Agent header as a person would say it: "Firefox on Linux". */
export function describeDevice(t: Catalogue, userAgent: string | null): string {
  if (userAgent === null || userAgent === '') return t.account.unknownDevice;
  const browser = BROWSERS.find(([pattern]) => pattern.test(userAgent))?.[1];
  const system = SYSTEMS.find(([pattern]) => pattern.test(userAgent))?.[1];
  if (browser !== undefined && system !== undefined) return t.account.deviceOn(browser, system);
  return browser ?? system ?? userAgent.slice(0, 60);
}

export function isPhone(userAgent: string | null): boolean {
  return /iphone|ipod|android.*mobile/i.test(userAgent ?? '');
}
