import { Button, Group, Menu, Text } from '@mantine/core';
import { IconArchive, IconBuildingStore, IconCircleCheck, IconDots, IconEyeOff, IconTable, IconTag } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useSelling, useT } from '@/i18n';
import { useShop } from '@/shell/useShop';
import { BulkProgress } from '@/ui/bulk/BulkProgress';
import { useBulk, type BulkItem } from '@/ui/bulk/useBulk';
import { list, retag, setState } from './bulkWork';
import { ProductTagModal } from './ProductTagModal';

const STALE = ['/api/v1/products', '/api/v1/products/{product_id}', '/api/v1/products/tags'] as const;

/** What can be done with the products that are ticked. */
export function ProductBulkBar({ products, onClear }: { products: BulkItem[]; onClear: () => void }) {
  const t = useT();
  const { products: productWords, productBulk: words } = useSelling();
  const navigate = useNavigate();
  const { shops } = useShop();
  const bulk = useBulk(STALE);
  const [tagging, setTagging] = useState(false);
  const button = { size: 'xs', variant: 'default' } as const;
  return (
    <Group mb="md" gap="xs" role="group" aria-label={productWords.chosen(products.length)}>
      <Text fw={550} mr={4}>
        {productWords.chosen(products.length)}
      </Text>
      <Button
        {...button}
        leftSection={<IconTable size={15} aria-hidden />}
        onClick={() => void navigate({ to: '/products/edit', search: { ids: products.map(({ id }) => id).join(',') } })}
      >
        {productWords.editTable}
      </Button>
      <Button
        {...button}
        leftSection={<IconCircleCheck size={15} aria-hidden />}
        onClick={() => void bulk.run(words.activate, products, (product) => setState(product, 'active'))}
      >
        {words.activate}
      </Button>
      <Button {...button} leftSection={<IconTag size={15} aria-hidden />} onClick={() => setTagging(true)}>
        {words.tags}
      </Button>
      <Menu>
        <Menu.Target>
          <Button {...button} leftSection={<IconDots size={15} aria-hidden />}>
            {words.more}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {shops.map((shop) => (
            <Menu.Item
              key={`show ${shop.id}`}
              leftSection={<IconBuildingStore size={16} aria-hidden />}
              onClick={() => void bulk.run(words.show(shop.name), products, (product) => list(product, shop.id, 'published'))}
            >
              {words.show(shop.name)}
            </Menu.Item>
          ))}
          {shops.length > 0 && <Menu.Divider />}
          {shops.map((shop) => (
            <Menu.Item
              key={`hide ${shop.id}`}
              leftSection={<IconEyeOff size={16} aria-hidden />}
              onClick={() => void bulk.run(words.hide(shop.name), products, (product) => list(product, shop.id, 'hidden'))}
            >
              {words.hide(shop.name)}
            </Menu.Item>
          ))}
          <Menu.Divider />
          <Menu.Item
            leftSection={<IconArchive size={16} aria-hidden />}
            onClick={() => void bulk.run(words.archive, products, (product) => setState(product, 'archived'))}
          >
            {words.archive}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <Button variant="subtle" color="gray" size="xs" onClick={onClear}>
        {t.common.cancel}
      </Button>
      {tagging && (
        <ProductTagModal
          count={products.length}
          onClose={() => setTagging(false)}
          onApply={(add, remove) => void bulk.run(words.tags, products, (product) => retag(product, add, remove))}
        />
      )}
      <BulkProgress words={words} state={bulk.state} onStop={bulk.stop} onClose={bulk.close} />
    </Group>
  );
}
