import { Grid, Group, Stack } from '@mantine/core';
import { useMemo } from 'react';
import { useSignedIn } from '@/api/session';
import type { ProductDetail } from '@/api/types';
import { useSelling } from '@/i18n';
import { LinkButton } from '@/ui/LinkButton';
import { Page } from '@/ui/Page';
import { Section } from '@/ui/Section';
import { StatusBadge } from '@/ui/StatusBadge';
import { PRODUCT_TONES } from '../productColumns';
import { Media } from '../media/Media';
import { AddVariant } from '../variants/AddVariant';
import { EditOptions } from '../variants/EditOptions';
import { VariantEditor } from '../variants/VariantEditor';
import { Listings } from './Listings';
import { ProductForm } from './ProductForm';
import { ProductMenu } from './ProductMenu';

/** One product: its words at the left, what it belongs to at the right, its variants below both. */
export function ProductShown({ product }: { product: ProductDetail }) {
  const words = useSelling();
  const { can } = useSignedIn();
  const mayChange = can('products.manage');
  const rows = useMemo(() => product.variants.map((variant) => ({ product, variant })), [product]);
  return (
    <Page
      title={product.title}
      subtitle={<StatusBadge tone={PRODUCT_TONES[product.state]}>{words.products.states[product.state]}</StatusBadge>}
      actions={
        <Group gap="xs">
          <LinkButton to="/products" variant="default">
            {words.products.back}
          </LinkButton>
          {mayChange && <ProductMenu product={product} />}
        </Group>
      }
    >
      <Stack gap="lg">
        <ProductForm product={product} readOnly={!mayChange} />
        <Media product={product} readOnly={!mayChange} />
        <Section
          title={words.variants.title}
          hint={product.options.map(({ name, values }) => `${name}: ${(values ?? []).join(', ')}`).join(' · ') || words.variants.single}
          actions={
            mayChange && (
              <Group gap="xs">
                <EditOptions product={product} />
                {product.options.length > 0 && <AddVariant product={product} />}
              </Group>
            )
          }
        >
          <VariantEditor rows={rows} mixed={false} readOnly={!mayChange} />
        </Section>
        <Grid gap="lg">
          <Grid.Col span={{ base: 12, md: 6 }}>
            <Listings product={product} readOnly={!mayChange} />
          </Grid.Col>
        </Grid>
      </Stack>
    </Page>
  );
}
