import { useMoney } from './useMoney';

interface Span {
  min_minor: number;
  max_minor: number;
  currency: string;
}

/** From the cheapest to the dearest, or one price when they are the same. */
export function PriceRange({ span, fallback = '–' }: { span: Span | null; fallback?: string }) {
  const money = useMoney();
  if (span === null) return <>{fallback}</>;
  const { min_minor: low, max_minor: high, currency } = span;
  const text = money.format({ amount_minor: low, currency });
  return (
    <span className="tabular" style={{ whiteSpace: 'nowrap' }}>
      {low === high ? text : `${text} – ${money.format({ amount_minor: high, currency })}`}
    </span>
  );
}
