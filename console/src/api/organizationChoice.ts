/**
 * Which organization this tab works in. The tab's own choice wins, so two tabs
 * can be in two organizations; the last choice anywhere is the default for a
 * new tab.
 */
const KEY = 'tradepost.organization';

let current: string | null = readStored();

function readStored(): string | null {
  try {
    return sessionStorage.getItem(KEY) ?? localStorage.getItem(KEY);
  } catch {
    return null;
  }
}

export function chosenOrganization(): string | null {
  return current;
}

export function chooseOrganization(id: string | null): void {
  current = id;
  try {
    for (const storage of [sessionStorage, localStorage]) {
      if (id === null) storage.removeItem(KEY);
      else storage.setItem(KEY, id);
    }
  } catch {
    // Storage may be blocked; the choice then lasts until the tab closes.
  }
}
