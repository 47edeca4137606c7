/**
 * 128 random bits as hex. `crypto.randomUUID` would do, but browsers hide it
 * on plain-HTTP origins, where self-hosters try the product first.
 */
export function randomToken(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
