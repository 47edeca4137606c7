import type { ReactNode } from 'react';
import type { OrderDetail } from '@/api/types';
import { useSelling } from '@/i18n';
import { Money } from '@/ui/money/Money';
import type { Amount } from '@/ui/money/money';
import classes from './Lines.module.css';

/** What an order costs, what was paid of it, and what is left to pay. */
export function Totals({ order }: { order: OrderDetail }) {
  const { order: words } = useSelling();
  const discounts = order.discounts.map(({ title }) => title).filter(Boolean);
  return (
    <dl className={classes.sums}>
      <Sum label={words.subtotal} value={order.subtotal} />
      {order.discount.amount_minor > 0 && (
        <Sum label={[words.discount, ...discounts].join(' · ')} value={order.discount} minus />
      )}
      <Sum label={[words.shipping, order.shipping_title].filter(Boolean).join(' · ')} value={order.shipping} />
      <Sum label={order.prices_include_tax ? words.taxIncluded : words.tax} value={order.tax} />
      <Sum label={words.total} value={order.total} strong />
      {order.display_total !== null && <Sum label={words.shown} value={order.display_total} />}
      {order.authorized.amount_minor > 0 && <Sum label={words.authorized} value={order.authorized} />}
      <Sum label={words.paid} value={order.captured} />
      {order.refunded.amount_minor > 0 && <Sum label={words.refunded} value={order.refunded} minus />}
      {order.due.amount_minor > 0 && <Sum label={words.due} value={order.due} strong />}
    </dl>
  );
}

interface SumProps {
  label: ReactNode;
  value: Amount;
  minus?: boolean;
  strong?: boolean;
}

/** One line of a sum. */
export function Sum({ label, value, minus = false, strong = false }: SumProps) {
  return (
    <div className={classes.sum} data-strong={strong}>
      <dt>{label}</dt>
      <dd>
        {minus && '−'}
        <Money value={value} />
      </dd>
    </div>
  );
}
