import type { Shop } from '@/api/types';
import { useSelling } from '@/i18n';
import { ConfirmModal } from '@/ui/ConfirmModal';
import { useShopState } from './useShopState';

export function ArchiveModal({ shop, onClose }: { shop: Shop | null; onClose: () => void }) {
  const { shops } = useSelling();
  const archive = useShopState('archived', shops.archived, onClose);
  return (
    <ConfirmModal
      opened={shop !== null}
      onClose={onClose}
      onConfirm={() => shop && archive(shop)}
      title={shops.archiveTitle(shop?.name ?? '')}
      body={shops.archiveBody}
      confirmLabel={shops.archive}
    />
  );
}
