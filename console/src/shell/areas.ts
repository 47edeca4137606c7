import type { Icon } from '@tabler/icons-react';
import { homeArea } from '@/areas/home/area';
import { accountArea, developersArea, settingsArea } from '@/areas/identity/area';
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
}

export interface Area {
  id: string;
  label: (t: Catalogue) => string;
  items: readonly NavigationItem[];
}

/** The product areas, in the order of the navigation. Adding one is one line here. */
const areas: readonly Area[] = [homeArea, settingsArea, developersArea, operatorArea, accountArea];

/** What this person can reach; areas with nothing left vanish. */
export function visibleAreas(signedIn: SignedIn): Area[] {
  return areas
    .map((area) => ({ ...area, items: area.items.filter((item) => item.visible?.(signedIn) ?? true) }))
    .filter((area) => area.items.length > 0);
}

/** The item whose page this path is, with its area. */
export function locate(path: string, among: readonly Area[]): { area: Area; item: NavigationItem } | null {
  for (const area of among) {
    const item = area.items.find((candidate) => candidate.to === path);
    if (item !== undefined) return { area, item };
  }
  return null;
}
