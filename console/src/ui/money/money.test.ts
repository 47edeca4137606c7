import { describe, expect, it } from 'vitest';
import { amountText, exponentOf, formatMoney, parseMoney } from './money';

describe('money', () => {
  it('has as many digits as its currency', () => {
    expect(['EUR', 'JPY', 'KWD'].map(exponentOf)).toEqual([2, 0, 3]);
    expect(formatMoney('en', { amount_minor: 123_450, currency: 'EUR' })).toBe('€1,234.50');
    expect(formatMoney('en', { amount_minor: 1_234, currency: 'JPY' })).toBe('¥1,234');
    expect(formatMoney('de', { amount_minor: -5, currency: 'EUR' })).toBe('-0,05\u00a0€');
    expect(formatMoney('en', { amount_minor: 1_001, currency: 'KWD' })).toBe('KWD\u00a01.001');
  });

  it('stays exact where floats do not', () => {
    expect(formatMoney('en', { amount_minor: 9_007_199_254_740_991, currency: 'EUR' })).toBe('€90,071,992,547,409.91');
    expect(parseMoney('en', '90071992547409.91', 'EUR')).toBe(9_007_199_254_740_991);
    expect(parseMoney('en', '1.15', 'EUR')).toBe(115);
  });

  it('reads what people type and paste, whatever their separator', () => {
    for (const typed of ['1234.5', '1234,50', '1,234.50', '1.234,50', '€1,234.50', '1 234,50 €', 'EUR 1234.50', "1'234.50"]) {
      expect(parseMoney('en', typed, 'EUR'), typed).toBe(123_450);
    }
    expect(parseMoney('en', '1.234', 'EUR')).toBe(123_400);
    expect(parseMoney('en', '1.234', 'KWD')).toBe(1_234);
    expect(parseMoney('de', '1.234', 'KWD')).toBe(1_234_000);
    expect(parseMoney('de', '1,234', 'KWD')).toBe(1_234);
    expect(parseMoney('en', '1,500', 'JPY')).toBe(1_500);
    expect(parseMoney('en', '.5', 'EUR')).toBe(50);
    expect(parseMoney('en', '-3', 'EUR')).toBe(-300);
    expect(parseMoney('en', '-0', 'EUR')).toBe(0);
  });

  it('refuses what is no amount of the currency', () => {
    for (const typed of ['', 'free', '1.2345', '1..2', '12,34,56', '1.5.5', '99999999999999999', '--1', '1-2']) {
      expect(parseMoney('en', typed, 'EUR'), typed).toBeNull();
    }
    expect(parseMoney('en', '1.5', 'JPY')).toBeNull();
  });

  it('comes back from the field that it was put into', () => {
    for (const locale of ['en', 'de', 'es']) {
      for (const currency of ['EUR', 'JPY', 'KWD']) {
        for (const minor of [0, 1, 5, 99, 100, 101, 1_000, 123_456, -7, 1_000_000_007]) {
          expect(parseMoney(locale, amountText(locale, minor, currency), currency)).toBe(minor);
        }
      }
    }
  });
});
