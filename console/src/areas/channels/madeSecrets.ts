/**
 * Secrets that were made a moment ago, on their way from the dialog that asked for them to the page that shows them.
 * They are in the memory of this tab alone: an address, or the history behind it, would outlive the one time.
 */
const secrets = new Map<string, string>();

export function handOver(connection: string, secret: string): void {
  secrets.set(connection, secret);
}

export function madeSecret(connection: string): string | null {
  return secrets.get(connection) ?? null;
}

export function forgetSecret(connection: string): void {
  secrets.delete(connection);
}
