import type { Icon } from '@tabler/icons-react';
import type { ComponentType } from 'react';
import { homeArea } from '@/areas/home/area';
import { accountArea, developersArea, settingsArea } from '@/areas/identity/area';
import { sellingArea } from '@/areas/selling/area';
import { operatorArea } from '@/areas/operator/area';
import type { SignedIn } from '@/api/session';
import type { Catalogue } from '@/i18n';

export interface NavigationItem {
  /** A route of the router, or a full address when `external`. */
  to: string;
  icon: Icon;
  label: (t: Catalogue) => string;
  /** Hidden unless this holds for the person and their organization. */
  visible?: (signedIn: SignedIn) => boolean;
  external?: boolean;
  /** Says beside the name how much waits there; nothing when nothing does. */
  count?: ComponentType;
  /** Pages below this one, shown while one is among them. */
  children?: readonly NavigationItem[];
}

export interface Area {
  id: string;
  label: (t: Catalogue) => string;
  items: readonly NavigationItem[];
}

/** The product areas, in the order of the navigation. Adding one is one line here. */
const areas: readonly Area[] = [homeArea, sellingArea, settingsArea, developersArea, operatorArea, accountArea];

/** What this person can reach; areas with nothing left vanish. */
export function visibleAreas(signedIn: SignedIn): Area[] {
  return areas
    .map((area) => ({ ...area, items: visibleItems(signedIn, area.items) }))
    .filter((area) => area.items.length > 0);
}

function visibleItems(signedIn: SignedIn, items: readonly NavigationItem[]): NavigationItem[] {
  return items
    .filter((item) => item.visible?.(signedIn) ?? true)
    .map((item) => (item.children === undefined ? item : { ...item, children: visibleItems(signedIn, item.children) }));
}

/** Every page of an area, those below others after them. */
export function pagesOf(area: Area): NavigationItem[] {
  return area.items.flatMap((item) => [item, ...(item.children ?? [])]);
}

/** Whether a path is this page, or something on it: the page of one product is on the page of all. */
export function holds(item: NavigationItem, path: string): boolean {
  return path === item.to || (item.to !== '/' && path.startsWith(`${item.to}/`));
}

/** The item whose page this path is, or is on, with its area: the nearest of them. */
export function locate(path: string, among: readonly Area[]): { area: Area; item: NavigationItem } | null {
  let found: { area: Area; item: NavigationItem } | null = null;
  for (const area of among) {
    for (const item of pagesOf(area)) {
      if (holds(item, path) && item.to.length > (found?.item.to.length ?? 0)) found = { area, item };
    }
  }
  return found;
}
