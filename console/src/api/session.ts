import { queryOptions, useSuspenseQuery, type QueryClient } from '@tanstack/react-query';
import { client } from './client';
import { chooseOrganization, chosenOrganization } from './organizationChoice';
import type { Permission } from './permissions';
import { ApiError } from './problem';
import type { Me, Organization, User } from './types';

/**
 * Who is signed in, and in which organization this tab works. A remembered
 * organization the user no longer belongs to is forgotten, and the first
 * membership takes its place.
 */
export const meQuery = queryOptions({
  queryKey: ['me'] as const,
  queryFn: fetchMe,
  staleTime: 60_000,
});

async function fetchMe(): Promise<Me> {
  let me: Me;
  try {
    me = await requestMe();
  } catch (error) {
    const stale = error instanceof ApiError && (error.status === 403 || error.status === 404);
    if (!stale || chosenOrganization() === null) throw error;
    chooseOrganization(null);
    me = await requestMe();
  }
  const first = me.memberships[0];
  if (me.organization !== null || first === undefined) return me;
  chooseOrganization(first.organization.id);
  return requestMe();
}

async function requestMe(): Promise<Me> {
  const { data } = await client.GET('/api/v1/me');
  return data as Me;
}

/** A signed-in person inside an organization: what every page of the shell may rely on. */
export interface SignedIn {
  me: Me;
  user: User;
  organization: Organization;
  can: (permission: Permission) => boolean;
}

export function useSignedIn(): SignedIn {
  const { data: me } = useSuspenseQuery(meQuery);
  if (me.user === null || me.organization === null) {
    throw new ApiError(-1, { code: 'no_organization', title: 'No organization is chosen.' });
  }
  return { me, user: me.user, organization: me.organization, can: (permission) => permits(me, permission) };
}

export function permits(me: Pick<Me, 'permissions'>, permission: Permission): boolean {
  return me.permissions.includes(permission);
}

/** Forgets everything of the previous organization and starts in another. */
export async function switchOrganization(queryClient: QueryClient, id: string): Promise<void> {
  chooseOrganization(id);
  queryClient.removeQueries({ predicate: (query) => query.queryKey[0] !== 'me' });
  await queryClient.fetchQuery({ ...meQuery, staleTime: 0 });
}
