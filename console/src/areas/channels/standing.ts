import type { Connection } from '@/api/types';

/** How far webhooks of a connection have come: nothing yet, refused at the door, or in the inbox. */
export type Standing = 'waiting' | 'refused' | 'received';

/** What came last decides: a refusal after a delivery says that something has changed. */
export function standingOf({ seen }: Pick<Connection, 'seen'>): Standing {
  const refused = seen.last_refusal?.refused_at ?? null;
  if (refused !== null && (seen.last_received_at === null || Date.parse(refused) > Date.parse(seen.last_received_at))) {
    return 'refused';
  }
  return seen.last_received_at === null ? 'waiting' : 'received';
}
