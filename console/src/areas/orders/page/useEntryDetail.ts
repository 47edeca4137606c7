import type { OrderDetail, TimelineEntry } from '@/api/types';
import { useSelling } from '@/i18n';
import { useMoney } from '@/ui/money/useMoney';

/** The one particular of an entry that is worth reading: an amount, a parcel, a reason. */
export function useEntryDetail({ currency }: Pick<OrderDetail, 'currency'>, entry: TimelineEntry): string | null {
  const money = useMoney();
  const words = useSelling();
  const detail = (entry.detail ?? {}) as Record<string, unknown>;
  const amount = (minor: unknown) => (typeof minor === 'number' ? money.format({ amount_minor: minor, currency }) : null);
  const text = (value: unknown) => (typeof value === 'string' && value !== '' ? value : null);
  switch (entry.kind) {
    case 'order.placed':
      return amount(detail.total_minor);
    case 'order.edited':
      return [amount(detail.total_before_minor), amount(detail.total_minor)].filter(Boolean).join(' → ') || null;
    case 'order.cancelled': {
      const reasons: Record<string, string> = words.order.cancelReasons;
      return reasons[text(detail.reason) ?? ''] ?? null;
    }
    default:
      return text(detail.tracking_number) ?? text(detail.return_name) ?? amount(detail.amount_minor) ?? text(detail.invoice_name);
  }
}
