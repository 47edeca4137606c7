import { Select } from '@mantine/core';
import type { ReactNode } from 'react';
import { useSelling } from '@/i18n';
import { useShop } from '@/shell/useShop';

interface Props {
  value?: string | null;
  onChange?: (shop: string | null) => void;
  error?: ReactNode;
}

/** For which of the shops on other platforms a connection is; nothing when there is none. */
export function ShopField({ value, onChange, error }: Props) {
  const { channels } = useSelling();
  const { shops } = useShop();
  const offered = shops.filter(({ id, kind }) => kind === 'connected' || id === value);
  if (offered.length === 0) return null;
  return (
    <Select
      clearable
      label={channels.shop}
      description={channels.shopHint}
      placeholder={channels.noShop}
      data={offered.map(({ id, name }) => ({ value: id, label: name }))}
      value={value ?? null}
      onChange={onChange}
      error={error}
    />
  );
}
