import type { PermissionInfo } from '@/api/types';
import type { Catalogue } from '@/i18n';

/** Permissions by area, both in the order the server gives them. */
export function groupByArea(permissions: readonly PermissionInfo[]): [area: string, PermissionInfo[]][] {
  const areas = new Map<string, PermissionInfo[]>();
  for (const permission of permissions) {
    areas.set(permission.area, [...(areas.get(permission.area) ?? []), permission]);
  }
  return [...areas];
}

/** An area's name in the person's language, or the server's own where the console has no word. */
export function areaName(t: Catalogue, area: string): string {
  const known: Record<string, string> = t.members.areas;
  return known[area] ?? area;
}

/** What a permission allows, in the person's language where the console has words for it. */
export function permissionText(t: Catalogue, { permission, description }: PermissionInfo): string {
  const known: Record<string, string> = t.members.permissions;
  return known[permission] ?? description;
}
