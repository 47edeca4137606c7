import type { Amount } from '@/ui/money/money';

/** What orders come to, per currency, the largest number of orders first: different currencies are never added up. */
export function revenueOf(orders: readonly { total: Amount }[]): Amount[] {
  const sums = new Map<string, { amount: Amount; orders: number }>();
  for (const { total } of orders) {
    const known = sums.get(total.currency) ?? { amount: { amount_minor: 0, currency: total.currency }, orders: 0 };
    const amount_minor = known.amount.amount_minor + total.amount_minor;
    sums.set(total.currency, { amount: { ...known.amount, amount_minor }, orders: known.orders + 1 });
  }
  return [...sums.values()].sort((one, other) => other.orders - one.orders).map(({ amount }) => amount);
}
