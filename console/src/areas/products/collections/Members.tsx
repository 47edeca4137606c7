import { ActionIcon, Button, Group, Select, Skeleton, Stack, Text } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconArrowDown, IconArrowUp, IconStack2, IconX } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useApiMutation } from '@/api/mutation';
import { apiQuery, useApiList } from '@/api/query';
import type { CollectionDetail, ProductLine } from '@/api/types';
import { useSelling, useT } from '@/i18n';
import { EmptyState } from '@/ui/EmptyState';
import { ErrorState } from '@/ui/ErrorState';
import { TextLink } from '@/ui/LinkButton';
import { Section } from '@/ui/Section';
import { ProductThumb } from '../ProductThumb';

/** What belongs to a collection; one that is filled by hand can be added to and put in order. */
export function Members({ collection, readOnly }: { collection: CollectionDetail; readOnly: boolean }) {
  const t = useT();
  const { collections: words } = useSelling();
  const list = useApiList('/api/v1/collections/{collection_id}/products', undefined, { inside: { collection_id: collection.id } });
  // Only the whole set can be stored, so changing waits until all of it is here.
  const mayChange = !readOnly && collection.kind === 'manual' && !list.hasMore && !list.isLoading;
  const save = useApiMutation('put', '/api/v1/collections/{collection_id}/products', {
    invalidates: ['/api/v1/collections', '/api/v1/collections/{collection_id}', '/api/v1/collections/{collection_id}/products'],
  });
  const store = (rows: readonly ProductLine[]) =>
    save.mutate({ params: { path: { collection_id: collection.id } }, body: { product_ids: rows.map(({ id }) => id) } });
  const swap = (index: number, by: number) => {
    const rows = [...list.rows];
    const [one, other] = [rows[index], rows[index + by]];
    if (one === undefined || other === undefined) return;
    rows[index] = other;
    rows[index + by] = one;
    store(rows);
  };
  return (
    <Section title={words.products} hint={collection.kind === 'rule' ? words.byRule : words.byHand}>
      <Stack gap="sm">
        {mayChange && <AddProduct without={list.rows} onPick={(product) => store([...list.rows, product])} />}
        {list.isLoading && <Skeleton height={120} radius="md" />}
        {list.error !== null && <ErrorState error={list.error} onRetry={list.refetch} />}
        {!list.isLoading && list.error === null && list.rows.length === 0 && (
          <EmptyState compact icon={IconStack2} title={words.nothing} hint={collection.kind === 'rule' ? words.nothingByRule : words.nothingByHand} />
        )}
        {list.rows.map((product, index) => (
          <Group key={product.id} wrap="nowrap" gap="sm">
            <ProductThumb url={product.image_url} />
            <Text flex={1} miw={0} truncate>
              <TextLink to="/products/$product" params={{ product: product.id }}>
                {product.title}
              </TextLink>
            </Text>
            {mayChange && (
              <Group gap={2} wrap="nowrap">
                <ActionIcon variant="subtle" color="gray" aria-label={words.up(product.title)} disabled={index === 0 || save.isPending} onClick={() => swap(index, -1)}>
                  <IconArrowUp size={16} aria-hidden />
                </ActionIcon>
                <ActionIcon variant="subtle" color="gray" aria-label={words.down(product.title)} disabled={index === list.rows.length - 1 || save.isPending} onClick={() => swap(index, 1)}>
                  <IconArrowDown size={16} aria-hidden />
                </ActionIcon>
                <ActionIcon variant="subtle" color="gray" aria-label={`${t.common.remove}: ${product.title}`} disabled={save.isPending} onClick={() => store(list.rows.filter(({ id }) => id !== product.id))}>
                  <IconX size={16} aria-hidden />
                </ActionIcon>
              </Group>
            )}
          </Group>
        ))}
        {list.hasMore && (
          <Button variant="default" loading={list.isLoadingMore} onClick={list.loadMore} style={{ alignSelf: 'center' }}>
            {t.common.loadMore}
          </Button>
        )}
      </Stack>
    </Section>
  );
}

function AddProduct({ without, onPick }: { without: readonly ProductLine[]; onPick: (product: ProductLine) => void }) {
  const { collections: words, products } = useSelling();
  const [typed, setTyped] = useState('');
  const [searched] = useDebouncedValue(typed.trim(), 200);
  const found = useQuery({ ...apiQuery('/api/v1/products', { params: { query: { q: searched, limit: 20 } } }), enabled: searched !== '' });
  const rows = searched === '' ? [] : (found.data?.data ?? []).filter(({ id }) => without.every((there) => there.id !== id));
  return (
    <Select
      label={words.add}
      placeholder={products.find}
      searchable
      rightSection={null}
      value={null}
      searchValue={typed}
      onSearchChange={setTyped}
      filter={({ options }) => options}
      data={rows.map(({ id, title }) => ({ value: id, label: title }))}
      onChange={(id) => {
        const picked = rows.find((row) => row.id === id);
        if (picked !== undefined) onPick(picked);
        setTyped('');
      }}
    />
  );
}
