import { Skeleton } from '@mantine/core';
import { IconPackage } from '@tabler/icons-react';
import { useQueries } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useMemo } from 'react';
import { apiQuery } from '@/api/query';
import { useSignedIn } from '@/api/session';
import { useSelling } from '@/i18n';
import { EmptyState } from '@/ui/EmptyState';
import { ErrorState } from '@/ui/ErrorState';
import { LinkButton } from '@/ui/LinkButton';
import { Page } from '@/ui/Page';
import { VariantEditor } from './VariantEditor';

const route = getRouteApi('/shell/selling/products/edit');
/** More would no longer be a table that anybody overlooks. */
const PRODUCTS_MAX = 100;

/** The variants of several products in one spreadsheet. */
export function BulkEdit() {
  const words = useSelling();
  const { can } = useSignedIn();
  const { ids } = route.useSearch();
  const wanted = useMemo(() => [...new Set(ids.split(',').filter(Boolean))].slice(0, PRODUCTS_MAX), [ids]);
  const products = useQueries({
    queries: wanted.map((id) => apiQuery('/api/v1/products/{product_id}', { params: { path: { product_id: id } } })),
    combine: (results) => ({
      isPending: results.some(({ isPending }) => isPending),
      error: results.find(({ error }) => error !== null)?.error ?? null,
      data: results.flatMap(({ data }) => (data === undefined ? [] : [data])),
      refetch: () => results.forEach(({ refetch }) => void refetch()),
    }),
  });
  const rows = useMemo(
    () => products.data.flatMap((product) => product.variants.map((variant) => ({ product, variant }))),
    [products.data],
  );
  return (
    <Page
      title={words.variants.bulkTitle}
      subtitle={words.variants.bulkSubtitle(products.data.length)}
      actions={
        <LinkButton to="/products" variant="default">
          {words.products.back}
        </LinkButton>
      }
    >
      {products.isPending && <Skeleton height={420} radius="lg" />}
      {products.error !== null && <ErrorState error={products.error} onRetry={products.refetch} />}
      {!products.isPending && products.error === null && rows.length > 0 && (
        <VariantEditor rows={rows} mixed readOnly={!can('products.manage')} />
      )}
      {wanted.length === 0 && (
        <EmptyState icon={IconPackage} title={words.variants.nothingChosen} hint={words.variants.nothingChosenHint} />
      )}
    </Page>
  );
}
