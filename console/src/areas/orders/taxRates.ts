import type { Quote } from '@/api/types';

/** The rates that take something, the highest first: "19 %, 7 %". */
export function ratesOf({ lines, shipping_tax_rate, shipping }: Quote): string {
  const taken = lines.map(({ tax_rate }) => tax_rate);
  if (shipping.amount_minor > 0) taken.push(shipping_tax_rate);
  const rates = [...new Set(taken)].filter((rate) => Number(rate) > 0).sort((one, other) => Number(other) - Number(one));
  return rates.map((rate) => `${rate} %`).join(', ');
}
