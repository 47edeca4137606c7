import { IconTrash } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useApiMutation } from '@/api/mutation';
import type { ProductDetail } from '@/api/types';
import { useSelling } from '@/i18n';
import { ConfirmModal } from '@/ui/ConfirmModal';
import { DangerItem } from '@/ui/DangerItem';
import { RowMenu } from '@/ui/RowMenu';

export function ProductMenu({ product }: { product: ProductDetail }) {
  const { products: words } = useSelling();
  const navigate = useNavigate();
  const [asking, setAsking] = useState(false);
  const remove = useApiMutation('delete', '/api/v1/products/{product_id}', {
    invalidates: ['/api/v1/products'],
    success: words.deleted(product.title),
    onSuccess: () => void navigate({ to: '/products' }),
  });
  return (
    <>
      <RowMenu name={product.title}>
        <DangerItem icon={IconTrash} onClick={() => setAsking(true)}>
          {words.delete}
        </DangerItem>
      </RowMenu>
      <ConfirmModal
        opened={asking}
        onClose={() => setAsking(false)}
        onConfirm={() => remove.mutate({ params: { path: { product_id: product.id } } })}
        title={words.deleteTitle(product.title)}
        body={words.deleteBody}
        confirmLabel={words.delete}
        loading={remove.isPending}
      />
    </>
  );
}
