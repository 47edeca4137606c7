/**
 * Which shop of an organization this tab looks at; `null` is all of them. As
 * with organizations, the tab's own choice wins, and the last choice anywhere
 * is the default for a new tab. Each organization keeps its own.
 */
const listeners = new Set<() => void>();
const ALL = 'all';

const keyOf = (organization: string) => `tradepost.shop.${organization}`;

/** What is chosen while storage is blocked. */
const unstored = new Map<string, string>();

export function chosenShop(organization: string): string | null {
  const key = keyOf(organization);
  let found: string | null = unstored.get(key) ?? null;
  try {
    found ??= sessionStorage.getItem(key) ?? localStorage.getItem(key);
  } catch {
    // Storage may be blocked; the choice then lasts until the tab closes.
  }
  return found === ALL ? null : found;
}

export function chooseShop(organization: string, shop: string | null): void {
  const key = keyOf(organization);
  try {
    for (const storage of [sessionStorage, localStorage]) storage.setItem(key, shop ?? ALL);
  } catch {
    unstored.set(key, shop ?? ALL);
  }
  listeners.forEach((notify) => notify());
}

/** Calls back whenever this tab chooses another shop. */
export function onShopChoice(notify: () => void): () => void {
  listeners.add(notify);
  return () => listeners.delete(notify);
}
