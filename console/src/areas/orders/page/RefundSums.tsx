import { Text } from '@mantine/core';
import type { OrderDetail } from '@/api/types';
import { useSelling } from '@/i18n';
import { useMoney } from '@/ui/money/useMoney';
import classes from './Lines.module.css';
import { refundable } from './refundMath';
import { Sum } from './Totals';

/** What was chosen, and what of all that was paid can still go back. */
export function RefundSums({ order, worth, amount }: { order: OrderDetail; worth: number; amount: number }) {
  const { refunds: words } = useSelling();
  const money = useMoney();
  const of = (amount_minor: number) => ({ amount_minor, currency: order.currency });
  const most = refundable(order);
  return (
    <>
      <dl className={classes.sums} style={{ maxWidth: 'none', marginTop: 0 }}>
        <Sum label={words.worth} value={of(worth)} />
        {order.refunded.amount_minor > 0 && <Sum label={words.already} value={order.refunded} />}
        <Sum label={words.refundable} value={of(most)} strong />
      </dl>
      {amount > most && (
        <Text size="sm" c="var(--mantine-color-error)" role="alert">
          {words.tooMuch(money.format(of(most)))}
        </Text>
      )}
    </>
  );
}
