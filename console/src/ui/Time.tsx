import { Tooltip } from '@mantine/core';
import { useFormat } from '@/i18n';
import { useNow } from './useNow';

interface Props {
  at: string | null | undefined;
  /** Shown when there is no time. */
  fallback?: string;
  mode?: 'relative' | 'date' | 'dateTime';
}

/** A moment, short on the page and exact on hover and for machines. */
export function Time({ at, fallback = '–', mode = 'relative' }: Props) {
  const format = useFormat();
  const now = useNow();
  if (!at) return <>{fallback}</>;
  const text = mode === 'relative' ? format.relative(at, now) : format[mode](at);
  return (
    <Tooltip label={format.precise(at)}>
      <time dateTime={at} style={{ whiteSpace: 'nowrap' }}>
        {text}
      </time>
    </Tooltip>
  );
}
