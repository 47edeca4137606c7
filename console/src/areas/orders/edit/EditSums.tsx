import { Stack, Text } from '@mantine/core';
import { errorMessage } from '@/api/messages';
import type { ApiError } from '@/api/problem';
import type { OrderDetail, Quote } from '@/api/types';
import { useSelling, useT } from '@/i18n';
import classes from '../page/Lines.module.css';
import { Sum } from '../page/Totals';
import { TaxNote } from '../TaxNote';

interface Props {
  order: OrderDetail;
  quote: Quote | undefined;
  isLoading: boolean;
  error: ApiError | null;
}

/** What the order came to and what it would come to, and who owes whom the difference to what was paid. */
export function EditSums({ order, quote, isLoading, error }: Props) {
  const t = useT();
  const { editOrder: words, order: sums } = useSelling();
  const after = quote?.total ?? order.total;
  const kept = order.captured.amount_minor - order.refunded.amount_minor;
  // What went back on purpose is not owed again, as the server has it; and only what is still here can go back.
  const owed = after.amount_minor - order.captured.amount_minor;
  const surplus = kept - after.amount_minor;
  const money = (amount_minor: number) => ({ amount_minor, currency: order.currency });
  return (
    <Stack gap="xs" aria-busy={isLoading}>
      {error !== null && (
        <Text size="sm" c="var(--mantine-color-error)" role="alert">
          {error.fields[0]?.message ?? errorMessage(t, error)}
        </Text>
      )}
      <dl className={classes.sums} style={{ width: '100%', marginTop: 0, opacity: isLoading ? 0.6 : 1 }}>
        <Sum label={words.before} value={order.total} />
        {quote !== undefined && (
          <>
            <Sum label={sums.subtotal} value={quote.subtotal} />
            {quote.discount.amount_minor > 0 && <Sum label={sums.discount} value={quote.discount} minus />}
            <Sum label={sums.shipping} value={quote.shipping} />
            <Sum label={order.prices_include_tax ? sums.taxIncluded : sums.tax} value={quote.tax} />
          </>
        )}
        <Sum label={words.after} value={after} strong />
        <Sum label={sums.paid} value={order.captured} />
        {order.refunded.amount_minor > 0 && <Sum label={sums.refunded} value={order.refunded} minus />}
        {owed > 0 && <Sum label={words.more} value={money(owed)} strong />}
        {surplus > 0 && <Sum label={words.back} value={money(surplus)} strong />}
      </dl>
      {quote !== undefined && <TaxNote quote={quote} shopId={order.shop_id} />}
    </Stack>
  );
}
