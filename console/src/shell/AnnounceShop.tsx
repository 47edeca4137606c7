import { VisuallyHidden } from '@mantine/core';
import { useState } from 'react';
import { useT } from '@/i18n';
import { useShop } from './useShop';

/** Says which shop one has changed to, for people who do not see the pages follow. Silent until somebody changes. */
export function AnnounceShop() {
  const t = useT();
  const { shop, isLoading } = useShop();
  const name = isLoading ? null : (shop?.name ?? t.shell.shops.all);
  const [said, setSaid] = useState({ name, changed: false });
  if (name !== null && name !== said.name) setSaid({ name, changed: said.name !== null });
  return (
    <VisuallyHidden aria-live="polite" role="status">
      {said.changed && name !== null ? t.shell.shops.switched(name) : ''}
    </VisuallyHidden>
  );
}
