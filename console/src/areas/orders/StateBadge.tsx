import type { Order } from '@/api/types';
import { useSelling } from '@/i18n';
import { StatusBadge } from '@/ui/StatusBadge';
import { FINANCIAL, FULFILMENT, RETURNS } from './states';

/** How far an order is paid. */
export function FinancialBadge({ order }: { order: Pick<Order, 'financial_state'> }) {
  const { orders: words } = useSelling();
  return <StatusBadge tone={FINANCIAL[order.financial_state]}>{words.financial[order.financial_state]}</StatusBadge>;
}

/** How much of an order has left. */
export function FulfilmentBadge({ order }: { order: Pick<Order, 'fulfilment_state'> }) {
  const { orders: words } = useSelling();
  return <StatusBadge tone={FULFILMENT[order.fulfilment_state]}>{words.fulfilment[order.fulfilment_state]}</StatusBadge>;
}

/** What of an order comes back; nothing when nothing does. */
export function ReturnBadge({ order }: { order: Pick<Order, 'return_state'> }) {
  const { orders: words } = useSelling();
  if (order.return_state === 'none') return null;
  return <StatusBadge tone={RETURNS[order.return_state]}>{words.returned[order.return_state]}</StatusBadge>;
}
