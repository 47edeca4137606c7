import type { EventRecord } from '@/api/types';
import type { Catalogue } from '@/i18n';

/** What happened, as a sentence; an event the console has no words for keeps its name. */
export function eventTitle(t: Catalogue, event: Pick<EventRecord, 'name'>): string {
  const names: Record<string, string> = t.events.names;
  return names[event.name] ?? event.name;
}

/** The one detail that tells two events of a kind apart. */
export function eventDetail(t: Catalogue, event: Pick<EventRecord, 'payload'>): string | null {
  const payload = event.payload;
  if (typeof payload !== 'object' || payload === null) return null;
  for (const key of ['name', 'email', 'user_name', 'organization_name', 'return_name', 'invoice_name', 'order_name', 'job']) {
    const value = (payload as Record<string, unknown>)[key];
    if (typeof value === 'string' && value !== '') return value;
  }
  const roles: Record<string, string> = t.common.roles;
  const role = (payload as Record<string, unknown>).role;
  return typeof role === 'string' ? (roles[role] ?? role) : null;
}
