import type { AuditEntry } from '@/api/types';
import type { Catalogue } from '@/i18n';

/** What kind of actor did something; a kind the console does not know keeps its name. */
export function actorKind(t: Catalogue, kind: AuditEntry['actor']['kind']): string {
  const known: Record<string, string> = t.common.actors;
  return known[kind] ?? kind;
}
