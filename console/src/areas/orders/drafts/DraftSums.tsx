import { Stack, Text } from '@mantine/core';
import type { UseQueryResult } from '@tanstack/react-query';
import { errorMessage } from '@/api/messages';
import type { ApiError } from '@/api/problem';
import type { Quote, Shop } from '@/api/types';
import { useSelling, useT } from '@/i18n';
import classes from '../page/Lines.module.css';
import { Sum } from '../page/Totals';
import { TaxNote } from '../TaxNote';
import { ratesOf } from '../taxRates';

/** What the order would cost if it were placed now. */
export function DraftSums({ quote, shop }: { quote: UseQueryResult<Quote, ApiError>; shop: Shop | undefined }) {
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
  const included = shop?.prices_include_tax ?? true;
  return (
    <Stack gap="xs">
      <dl className={classes.sums} style={{ width: '100%', maxWidth: 'none', marginTop: 0, paddingTop: 0, borderTop: 0 }}>
        <Sum label={sums.subtotal} value={subtotal} />
        {discount.amount_minor > 0 && <Sum label={sums.discount} value={discount} minus />}
        <Sum label={sums.shipping} value={shipping} />
        <Sum label={[included ? sums.taxIncluded : sums.tax, ratesOf(quote.data)].filter(Boolean).join(' · ')} value={tax} />
        <Sum label={sums.total} value={total} strong />
      </dl>
      {shop !== undefined && <TaxNote quote={quote.data} shopId={shop.id} />}
    </Stack>
  );
}
