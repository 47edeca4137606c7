import { Button, Group, Skeleton, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { apiQuery } from '@/api/query';
import { errorMessage } from '@/api/messages';
import { ProductThumb } from '@/areas/products/ProductThumb';
import { useSelling, useT } from '@/i18n';
import { TextLink } from '@/ui/LinkButton';
import classes from './Candidate.module.css';

interface Props {
  /** The variant that it may be. */
  id: string;
  /** Nothing for who may not decide. */
  onTake: (() => void) | undefined;
  isTaking: boolean;
}

/** A variant of ours that a platform may mean, with what one knows it by. */
export function Candidate({ id, onTake, isTaking }: Props) {
  const t = useT();
  const { review } = useSelling();
  const variant = useQuery(apiQuery('/api/v1/variants/{variant_id}', { params: { path: { variant_id: id } } }));
  const productId = variant.data?.product_id ?? '';
  const product = useQuery({
    ...apiQuery('/api/v1/products/{product_id}', { params: { path: { product_id: productId } } }),
    enabled: productId !== '',
  });
  const error = variant.error ?? product.error;
  if (error !== null) return <Text c="dimmed">{errorMessage(t, error)}</Text>;
  if (variant.data === undefined || product.data === undefined) return <Skeleton height={66} radius="md" />;
  const { title, sku, barcode, image_id: imageId } = variant.data;
  const { images, title: productTitle } = product.data;
  const image = images.find((one) => one.id === imageId) ?? images[0];
  const name = title === '' ? productTitle : `${productTitle} · ${title}`;
  return (
    <div className={classes.candidate}>
      <Group gap="sm" wrap="nowrap" miw={0} style={{ flex: '1 1 260px' }}>
        <ProductThumb url={image?.sizes[0]?.url ?? null} />
        <Stack gap={0} miw={0}>
          <TextLink to="/products/$product" params={{ product: productId }} fw={550}>
            {name}
          </TextLink>
          <Text size="xs" c="dimmed" className="mono" style={{ overflowWrap: 'anywhere' }}>
            {[sku, barcode].filter(Boolean).join(' · ')}
          </Text>
        </Stack>
      </Group>
      {onTake !== undefined && (
        <Button onClick={onTake} loading={isTaking} aria-label={review.takeNamed(name)}>
          {review.take}
        </Button>
      )}
    </div>
  );
}
