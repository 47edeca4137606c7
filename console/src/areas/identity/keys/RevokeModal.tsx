import { useApiMutation } from '@/api/mutation';
import type { ApiKey } from '@/api/types';
import { useT } from '@/i18n';
import { ConfirmModal } from '@/ui/ConfirmModal';

export function RevokeModal({ apiKey, onClose }: { apiKey: ApiKey | null; onClose: () => void }) {
  const t = useT();
  const revoke = useApiMutation('delete', '/api/v1/api-keys/{api_key_id}', {
    invalidates: ['/api/v1/api-keys'],
    success: t.keys.revoked,
    onSuccess: onClose,
  });
  return (
    <ConfirmModal
      opened={apiKey !== null}
      onClose={onClose}
      onConfirm={() => apiKey && revoke.mutate({ params: { path: { api_key_id: apiKey.id } } })}
      loading={revoke.isPending}
      title={t.keys.revokeTitle(apiKey?.name ?? '')}
      body={t.keys.revokeBody}
      confirmLabel={t.keys.revoke}
    />
  );
}
