import { Text } from '@mantine/core';
import type { UseQueryResult } from '@tanstack/react-query';
import { errorMessage } from '@/api/messages';
import type { ApiError } from '@/api/problem';
import type { Quote } from '@/api/types';
import { useSelling, useT } from '@/i18n';
import classes from '../page/Lines.module.css';
import { Sum } from '../page/Totals';

/** What the order would cost if it were placed now. */
export function DraftSums({ quote, includesTax }: { quote: UseQueryResult<Quote, ApiError>; includesTax: boolean }) {
  const t = useT();
  const { drafts: words, order: sums } = useSelling();
  if (quote.error) {
    return (
      <Text size="sm" c="var(--mantine-color-error)" role="alert">
        {quote.error.fields[0]?.message ?? errorMessage(t, quote.error)}
      </Text>
    );
  }
  if (!quote.data) return <Text c="dimmed">{words.noItems}</Text>;
  const { subtotal, discount, shipping, tax, total } = quote.data;
  return (
    <dl className={classes.sums} style={{ width: '100%', maxWidth: 'none', marginTop: 0, paddingTop: 0, borderTop: 0 }}>
      <Sum label={sums.subtotal} value={subtotal} />
      {discount.amount_minor > 0 && <Sum label={sums.discount} value={discount} minus />}
      <Sum label={sums.shipping} value={shipping} />
      <Sum label={includesTax ? sums.taxIncluded : sums.tax} value={tax} />
      <Sum label={sums.total} value={total} strong />
    </dl>
  );
}
