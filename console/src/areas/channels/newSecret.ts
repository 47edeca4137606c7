import { randomToken } from '@/api/random';
import type { ConnectionPlatform } from '@/api/types';

/** A secret for both sides, in the form that Standard Webhooks asks for; eBay takes letters and digits only. */
export function newSecret(platform: ConnectionPlatform): string {
  if (platform === 'ebay') return randomToken();
  const bytes = crypto.getRandomValues(new Uint8Array(32));
  return `whsec_${btoa(String.fromCharCode(...bytes))}`;
}
