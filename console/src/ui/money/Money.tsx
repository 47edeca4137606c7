import type { Amount } from './money';
import { useMoney } from './useMoney';

/** An amount; figures below one another line up. */
export function Money({ value, fallback = '–' }: { value: Amount | null | undefined; fallback?: string }) {
  const money = useMoney();
  return <span className="tabular">{value ? money.format(value) : fallback}</span>;
}
