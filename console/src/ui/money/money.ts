/** Money is whole minor units and a currency, and never a float: amounts pass through text digit by digit. */

export interface Amount {
  amount_minor: number;
  currency: string;
}

const exponents = new Map<string, number>();

/** How many digits a currency has after the point: 2 for EUR, 0 for JPY, 3 for KWD. */
export function exponentOf(currency: string): number {
  let found = exponents.get(currency);
  if (found === undefined) {
    const { maximumFractionDigits } = new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions();
    found = maximumFractionDigits ?? 2;
    exponents.set(currency, found);
  }
  return found;
}

/** Minor units as a decimal number with a point, exactly. */
function decimalOf(minor: number, currency: string): string {
  const exponent = exponentOf(currency);
  const digits = String(Math.abs(minor)).padStart(exponent + 1, '0');
  const whole = digits.slice(0, digits.length - exponent);
  const rest = exponent === 0 ? '' : `.${digits.slice(-exponent)}`;
  return `${minor < 0 ? '-' : ''}${whole}${rest}`;
}

/** "€1,234.50", as people of a language write it. */
export function formatMoney(locale: string, { amount_minor, currency }: Amount): string {
  const format = new Intl.NumberFormat(locale, { style: 'currency', currency });
  return format.format(decimalOf(amount_minor, currency) as unknown as number);
}

function separatorOf(locale: string): string {
  return new Intl.NumberFormat(locale).formatToParts(1.5).find(({ type }) => type === 'decimal')?.value ?? '.';
}

/** The amount alone, as it stands in a field: "1234.50" or "1234,50". */
export function amountText(locale: string, minor: number, currency: string): string {
  return decimalOf(minor, currency).replace('.', separatorOf(locale));
}

/**
 * Reads an amount as people type and paste it: with either separator, grouped or not, with or without a currency sign.
 * Answers minor units, or `null` when it is no amount of this currency.
 */
export function parseMoney(locale: string, typed: string, currency: string): number | null {
  const plain = typed.replace(/[\p{Sc}\p{L}\s\u00a0\u202f'’]/gu, '');
  const match = /^(-?)(\d[\d.,]*|[.,]\d+)$/.exec(plain);
  if (match === null) return null;
  const [, sign = '', body = ''] = match;
  const exponent = exponentOf(currency);
  const last = Math.max(body.lastIndexOf('.'), body.lastIndexOf(','));
  let whole = body;
  let rest = '';
  if (last >= 0 && isDecimal(body, last, exponent, separatorOf(locale))) {
    whole = body.slice(0, last);
    rest = body.slice(last + 1);
  }
  if (/[.,]/.test(whole) && !/^\d{1,3}([.,]\d{3})+$/.test(whole)) return null;
  const digits = whole.replace(/[.,]/g, '') + rest.padEnd(exponent, '0');
  const minor = Number(digits || '0');
  return Number.isSafeInteger(minor) ? (sign === '-' && minor !== 0 ? -minor : minor) : null;
}

/** Whether the last separator divides, rather than groups: 1,5 and 1.234,50 do, 1.234 does only where it must. */
function isDecimal(body: string, at: number, exponent: number, separator: string): boolean {
  const after = body.length - at - 1;
  if (exponent === 0 || after > exponent || body.indexOf(body.charAt(at)) !== at) return false;
  return after !== 3 || body.charAt(at) === separator;
}
