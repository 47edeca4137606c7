/** What the address holds, as the query the API takes. */

export interface AuditSearch {
  actor?: string;
  action?: string;
  from?: string;
  to?: string;
}

/** Days are the person's own: a day begins and ends at their midnight. */
export function auditFilter({ actor, action, from, to }: AuditSearch) {
  return {
    actor,
    action,
    from: from === undefined ? undefined : new Date(`${from}T00:00:00`).toISOString(),
    to: to === undefined ? undefined : new Date(`${to}T23:59:59.999`).toISOString(),
  };
}

/** Suggestions for the action filter; any other action can be typed. */
export const AUDIT_ACTIONS = [
  'organization.created',
  'organization.changed',
  'invitation.created',
  'invitation.resent',
  'invitation.revoked',
  'member.joined',
  'member.role_changed',
  'member.removed',
  'api_key.created',
  'api_key.changed',
  'api_key.rerolled',
  'api_key.revoked',
] as const;
