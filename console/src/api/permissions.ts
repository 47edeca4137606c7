/**
 * The permissions the console asks about. The server decides; this only hides
 * what would be refused anyway.
 */
export type Permission =
  | 'organization.write'
  | 'members.read'
  | 'members.write'
  | 'api_keys.read'
  | 'api_keys.write'
  | 'audit.read'
  | 'events.read'
  | 'jobs.read'
  | 'jobs.write';
