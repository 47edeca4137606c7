import type { InboxRefusal } from '@/api/types';
import type { Selling } from '@/i18n';

/** Why a delivery was refused, in the person's language; a reason the console has no words for in the server's. */
export function reasonText({ reasons }: Selling['channels'], { code, detail }: Pick<InboxRefusal, 'code' | 'detail'>): string {
  const known: Record<string, string> = reasons;
  return known[code] ?? detail;
}
