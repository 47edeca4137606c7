import { useMemo } from 'react';
import { useLocale } from '@/i18n';
import { regional } from '@/i18n/format';
import { amountText, formatMoney, parseMoney, type Amount } from './money';

/** Money in the words of the person who looks. */
export function useMoney() {
  const locale = regional(useLocale());
  return useMemo(
    () => ({
      format: (amount: Amount) => formatMoney(locale, amount),
      text: (minor: number, currency: string) => amountText(locale, minor, currency),
      parse: (typed: string, currency: string) => parseMoney(locale, typed, currency),
    }),
    [locale],
  );
}
