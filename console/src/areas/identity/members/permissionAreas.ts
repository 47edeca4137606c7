import type { PermissionInfo } from '@/api/types';

/** Permissions by area, both in the order the server gives them. */
export function groupByArea(permissions: readonly PermissionInfo[]): [area: string, PermissionInfo[]][] {
  const areas = new Map<string, PermissionInfo[]>();
  for (const permission of permissions) {
    areas.set(permission.area, [...(areas.get(permission.area) ?? []), permission]);
  }
  return [...areas];
}
