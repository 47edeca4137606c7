import { Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { apiQuery } from '@/api/query';
import { useSelling } from '@/i18n';
import { ErrorState } from '@/ui/ErrorState';
import { Page } from '@/ui/Page';
import { ProductShown } from './ProductShown';

const route = getRouteApi('/shell/selling/products/$product');

export function ProductPage() {
  const { products: words } = useSelling();
  const { product: id } = route.useParams();
  const product = useQuery({
    ...apiQuery('/api/v1/products/{product_id}', { params: { path: { product_id: id } } }),
    // The sizes of a new picture are made within moments, and no event says when.
    refetchInterval: ({ state }) => (state.data?.images.some((image) => image.state === 'pending') ? 1_500 : false),
  });
  if (product.data !== undefined) return <ProductShown key={id} product={product.data} />;
  return (
    <Page title={words.product}>
      {product.isError ? (
        <ErrorState error={product.error} onRetry={() => void product.refetch()} />
      ) : (
        <Skeleton height={420} radius="lg" />
      )}
    </Page>
  );
}
